/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-page"

#include "config.h"

#include "kin-page.h"

/**
 * KinPage:
 *
 * One page of the window: a heading that takes the focus when the page comes
 * to the front, and content in one column that scrolls.
 *
 * A page belongs to one person or to nobody, for its whole life. It asks for
 * another page with kin_page_push() and knows nothing of the window. Children
 * in a template go into the column; a child of type `body` takes its place, for
 * pages that scroll a long list themselves. One of type `tools` stays above the column.
 */
typedef struct
{
  GtkWidget *heading_box;
  GtkLabel  *heading_label;
  GtkWidget *scroller;
  GtkBox    *content;

  char      *title;
  char      *heading;              /* NULL: the title */
  char      *attention;
  KinPerson *person;
  gboolean   is_simple;
  guint      n_frames;             /* in which what was said is still brought into view */
  GtkWidget *last_focus;           /* weak: where the focus was when the page was left */
} KinPagePrivate;

static void buildable_iface_init (GtkBuildableIface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (KinPage, kin_page, GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (KinPage)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_iface_init))

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_ATTENTION,
  PROP_PERSON,
  PROP_SIMPLE,
  N_PROPS,
};

enum
{
  PUSH,
  GO_BACK,
  REPLACE,
  START_WITH,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];
static GtkBuildableIface *parent_buildable_iface;

static KinPagePrivate *
get_private (KinPage *self)
{
  return kin_page_get_instance_private (self);
}

static void
kin_page_add_child (GtkBuildable *buildable,
                    GtkBuilder   *builder,
                    GObject      *child,
                    const char   *type)
{
  KinPagePrivate *priv = get_private (KIN_PAGE (buildable));

  if (!GTK_IS_WIDGET (child) || priv->content == NULL)
    {
      parent_buildable_iface->add_child (buildable, builder, child, type);
    }
  else if (g_strcmp0 (type, "body") == 0)
    {
      gtk_widget_set_visible (priv->scroller, FALSE);
      gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
    }
  else if (g_strcmp0 (type, "tools") == 0)
    {
      gtk_widget_insert_before (GTK_WIDGET (child), GTK_WIDGET (buildable), priv->scroller);
    }
  else
    {
      gtk_box_append (priv->content, GTK_WIDGET (child));
    }
}

static void
buildable_iface_init (GtkBuildableIface *iface)
{
  parent_buildable_iface = g_type_interface_peek_parent (iface);
  iface->add_child = kin_page_add_child;
}

static void
kin_page_dispose (GObject *object)
{
  KinPagePrivate *priv = get_private (KIN_PAGE (object));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&priv->person);
  g_clear_weak_pointer (&priv->last_focus);

  G_OBJECT_CLASS (kin_page_parent_class)->dispose (object);
}

static void
kin_page_finalize (GObject *object)
{
  KinPagePrivate *priv = get_private (KIN_PAGE (object));

  g_free (priv->title);
  g_free (priv->heading);
  g_free (priv->attention);

  G_OBJECT_CLASS (kin_page_parent_class)->finalize (object);
}

static void
kin_page_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  KinPage *self = KIN_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, kin_page_get_title (self));
      break;
    case PROP_ATTENTION:
      g_value_set_string (value, kin_page_get_attention (self));
      break;
    case PROP_PERSON:
      g_value_set_object (value, kin_page_get_person (self));
      break;
    case PROP_SIMPLE:
      g_value_set_boolean (value, kin_page_get_simple (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_page_set_property (GObject      *object,
                       guint         prop_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  KinPage *self = KIN_PAGE (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      kin_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_ATTENTION:
      kin_page_set_attention (self, g_value_get_string (value));
      break;
    case PROP_PERSON:
      kin_page_set_person (self, g_value_get_object (value));
      break;
    case PROP_SIMPLE:
      kin_page_set_simple (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
kin_page_class_init (KinPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = kin_page_dispose;
  object_class->finalize = kin_page_finalize;
  object_class->get_property = kin_page_get_property;
  object_class->set_property = kin_page_set_property;

  /**
   * KinPage:title:
   *
   * The heading, and the first half of the window's title.
   */
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, "",
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * KinPage:attention:
   *
   * What just happened here, in words, or %NULL. The window says it in its
   * title, which is what reaches a screen reader on GTK 4.8.
   */
  properties[PROP_ATTENTION] =
    g_param_spec_string ("attention", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * KinPage:person:
   *
   * Whose page it is, or %NULL. Set once.
   */
  properties[PROP_PERSON] =
    g_param_spec_object ("person", NULL, NULL, KIN_TYPE_PERSON,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  /**
   * KinPage:simple:
   *
   * Whether it is read in the large and simple view.
   */
  properties[PROP_SIMPLE] =
    g_param_spec_boolean ("simple", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * KinPage::push:
   * @next: the page to go to
   */
  signals[PUSH] = g_signal_new ("push", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_PAGE);

  /**
   * KinPage::go-back:
   */
  signals[GO_BACK] = g_signal_new ("go-back", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinPage::replace:
   * @next: the page to show in place of this one and all after it
   */
  signals[REPLACE] = g_signal_new ("replace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_PAGE);

  /**
   * KinPage::start-with:
   * @first: the page to begin again with
   */
  signals[START_WITH] = g_signal_new ("start-with", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                      0, NULL, NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, KinPage, heading_box);
  gtk_widget_class_bind_template_child_private (widget_class, KinPage, heading_label);
  gtk_widget_class_bind_template_child_private (widget_class, KinPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, KinPage, content);
}

static void
kin_page_init (KinPage *self)
{
  get_private (self)->title = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_page_get_title:
 *
 * Returns: the heading
 */
const char *
kin_page_get_title (KinPage *self)
{
  g_return_val_if_fail (KIN_IS_PAGE (self), NULL);

  return get_private (self)->title;
}

static void
update_heading (KinPage *self)
{
  KinPagePrivate *priv = get_private (self);
  const char *words = priv->heading != NULL ? priv->heading : priv->title;

  gtk_label_set_label (priv->heading_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->heading_box),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  /* It takes the focus too, so that text alone scrolls by keyboard. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->scroller),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * kin_page_set_heading:
 * @heading: (nullable): what stands over the page; %NULL for its title
 *
 * For a page whose heading says more than the window's title may, such as a name that the title
 * has already.
 */
void
kin_page_set_heading (KinPage    *self,
                      const char *heading)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));

  if (g_strcmp0 (priv->heading, heading) == 0)
    return;

  g_free (priv->heading);
  priv->heading = g_strdup (heading);
  update_heading (self);
}

/**
 * kin_page_set_title:
 * @title: the heading, in words a person reads
 */
void
kin_page_set_title (KinPage    *self,
                    const char *title)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;

  g_free (priv->title);
  priv->title = g_strdup (title != NULL ? title : "");
  update_heading (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * kin_page_get_attention:
 *
 * Returns: (nullable): what just happened here
 */
const char *
kin_page_get_attention (KinPage *self)
{
  g_return_val_if_fail (KIN_IS_PAGE (self), NULL);

  return get_private (self)->attention;
}

/**
 * kin_page_set_attention:
 * @attention: (nullable): what just happened, in words
 *
 * Says a change to people who see it and to people who hear it.
 */
void
kin_page_set_attention (KinPage    *self,
                        const char *attention)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));

  if (g_strcmp0 (priv->attention, attention) == 0)
    return;

  g_free (priv->attention);
  priv->attention = g_strdup (attention);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTENTION]);
}

/**
 * kin_page_get_person:
 *
 * Returns: (transfer none) (nullable): whose page it is
 */
KinPerson *
kin_page_get_person (KinPage *self)
{
  g_return_val_if_fail (KIN_IS_PAGE (self), NULL);

  return get_private (self)->person;
}

/**
 * kin_page_set_person:
 * @person: whose page it is
 *
 * Called once, before the page is shown: a page never changes hands.
 */
void
kin_page_set_person (KinPage   *self,
                     KinPerson *person)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));
  g_return_if_fail (priv->person == NULL || priv->person == person);

  if (!g_set_object (&priv->person, person))
    return;

  if (KIN_PAGE_GET_CLASS (self)->person_set != NULL)
    KIN_PAGE_GET_CLASS (self)->person_set (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERSON]);
}

/* Between what is in view and the edge, in pixels. */
#define SPACING 6

#define FRAMES 10

static void
bring_into_view (KinPage   *self,
                 GtkWidget *widget)
{
  KinPagePrivate *priv = get_private (self);
  GtkWidget *column = gtk_widget_get_parent (GTK_WIDGET (priv->content));
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (priv->scroller);
  graphene_rect_t box;

  if (widget != NULL && gtk_widget_is_ancestor (widget, column) &&
      gtk_widget_compute_bounds (widget, column, &box))
    gtk_adjustment_clamp_page (gtk_scrolled_window_get_vadjustment (scroller),
                               box.origin.y - SPACING, box.origin.y + box.size.height + SPACING);
}

/* Lines above and below a place, in pixels. */
#define CONTEXT 60

/**
 * kin_page_show_place:
 * @widget: what is in the column
 * @top: a place in it, in its pixels
 * @bottom: its end
 *
 * Scrolls so far that the place shows, and what is around it.
 */
void
kin_page_show_place (KinPage   *self,
                     GtkWidget *widget,
                     int        top,
                     int        bottom)
{
  KinPagePrivate *priv = get_private (self);
  GtkWidget *column = gtk_widget_get_parent (GTK_WIDGET (priv->content));
  double y = 0;

  g_return_if_fail (KIN_IS_PAGE (self));

  if (gtk_widget_translate_coordinates (widget, column, 0, top, NULL, &y))
    gtk_adjustment_clamp_page (
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (priv->scroller)), y - CONTEXT,
      y + bottom - top + CONTEXT);
}

/* What was said comes last: where both do not fit, it is what shows. It is laid out in one of the
 * next frames. */
static gboolean
said_cb (GtkWidget     *label,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  KinPage *self = user_data;
  KinPagePrivate *priv = get_private (self);

  bring_into_view (self, gtk_root_get_focus (gtk_widget_get_root (label)));
  bring_into_view (self, label);

  return priv->n_frames > 0 && --priv->n_frames > 0;
}

/**
 * kin_page_say:
 * @where: a part of the page, near to what the person did
 * @words: what came of it
 *
 * Says it where people see it, in the part of the page that shows, and to people who hear it.
 */
void
kin_page_say (KinPage    *self,
              GtkLabel   *where,
              const char *words)
{
  g_return_if_fail (KIN_IS_PAGE (self));

  gtk_label_set_label (where, words);
  gtk_widget_add_css_class (GTK_WIDGET (where), "kin-said");
  gtk_widget_set_visible (GTK_WIDGET (where), TRUE);
  get_private (self)->n_frames = FRAMES;
  gtk_widget_add_tick_callback (GTK_WIDGET (where), said_cb, self, NULL);
  kin_page_set_attention (self, words);
}

/**
 * kin_page_get_simple:
 *
 * Returns: whether it is read in the large and simple view
 */
gboolean
kin_page_get_simple (KinPage *self)
{
  g_return_val_if_fail (KIN_IS_PAGE (self), FALSE);

  return get_private (self)->is_simple;
}

/**
 * kin_page_set_simple:
 * @is_simple: whether it is read in the large and simple view
 *
 * Set by the window. Most pages need not know: size and spacing come from the style.
 */
void
kin_page_set_simple (KinPage  *self,
                     gboolean  is_simple)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));

  if (priv->is_simple == is_simple)
    return;

  priv->is_simple = is_simple;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIMPLE]);
}

/**
 * kin_page_set_first_focus:
 * @widget: a part of the page
 *
 * For a page where people type at once: the focus goes there instead of to the heading.
 */
void
kin_page_set_first_focus (KinPage   *self,
                          GtkWidget *widget)
{
  g_return_if_fail (KIN_IS_PAGE (self));

  g_set_weak_pointer (&get_private (self)->last_focus, widget);
}

/* The column, or in its place the list that shows. */
static GtkWidget *
find_scroller (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_SCROLLED_WINDOW (widget) ? widget : NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_scroller (child);

  return found;
}

/**
 * kin_page_scroll:
 * @step: how far, and which way
 *
 * Scrolls what is below the heading, wherever the focus is; it stays there.
 */
void
kin_page_scroll (KinPage       *self,
                 GtkScrollType  step)
{
  GtkWidget *scroller;
  gboolean is_done = FALSE;

  g_return_if_fail (KIN_IS_PAGE (self));

  scroller = find_scroller (GTK_WIDGET (self));
  if (scroller != NULL)
    g_signal_emit_by_name (scroller, "scroll-child", step, FALSE, &is_done);
}

/* Nothing can be done with what was hidden meanwhile. */
static gboolean
is_shown (KinPage   *self,
          GtkWidget *widget)
{
  while (widget != NULL && widget != GTK_WIDGET (self) && gtk_widget_get_visible (widget))
    widget = gtk_widget_get_parent (widget);

  return widget == GTK_WIDGET (self);
}

/**
 * kin_page_show:
 *
 * The page is in front: the focus goes to where it was, or to the heading.
 */
void
kin_page_show (KinPage *self)
{
  KinPagePrivate *priv = get_private (self);

  g_return_if_fail (KIN_IS_PAGE (self));

  if (KIN_PAGE_GET_CLASS (self)->shown != NULL)
    KIN_PAGE_GET_CLASS (self)->shown (self);

  if (!is_shown (self, priv->last_focus) || !gtk_widget_grab_focus (priv->last_focus))
    gtk_widget_grab_focus (priv->heading_box);
}

/**
 * kin_page_leave:
 *
 * The page goes behind another one; it remembers where the focus was.
 */
void
kin_page_leave (KinPage *self)
{
  KinPagePrivate *priv = get_private (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  g_return_if_fail (KIN_IS_PAGE (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    g_set_weak_pointer (&priv->last_focus, focus);
}

/* @next gets the person of @self unless it has its own. */
static void
go_to (KinPage *self,
       KinPage *next,
       guint    signal)
{
  g_autoptr (KinPage) held = g_object_ref_sink (next);

  if (kin_page_get_person (next) == NULL && kin_page_get_person (self) != NULL)
    kin_page_set_person (next, kin_page_get_person (self));
  g_signal_emit (self, signals[signal], 0, held);
}

/**
 * kin_page_make_print:
 *
 * Returns: (transfer full) (nullable): a page that shows this one on paper, if it has something
 *   of its own to print
 */
KinPage *
kin_page_make_print (KinPage *self)
{
  KinPageClass *klass;

  g_return_val_if_fail (KIN_IS_PAGE (self), NULL);

  klass = KIN_PAGE_GET_CLASS (self);

  return klass->print != NULL ? klass->print (self) : NULL;
}

/**
 * kin_page_find_inside:
 *
 * Opens the way to find words in what this page shows.
 *
 * Returns: whether there is one
 */
gboolean
kin_page_find_inside (KinPage *self)
{
  KinPageClass *klass;

  g_return_val_if_fail (KIN_IS_PAGE (self), FALSE);

  klass = KIN_PAGE_GET_CLASS (self);

  return klass->find_inside != NULL && klass->find_inside (self);
}

/**
 * kin_page_undo:
 *
 * Takes back what was done last on this page.
 *
 * Returns: whether there was something to take back
 */
gboolean
kin_page_undo (KinPage *self)
{
  KinPageClass *klass;

  g_return_val_if_fail (KIN_IS_PAGE (self), FALSE);

  klass = KIN_PAGE_GET_CLASS (self);

  return klass->undo != NULL && klass->undo (self);
}

/**
 * kin_page_push:
 * @next: (transfer full): a page that is not in a window yet
 *
 * Goes to another page, of the same person unless @next has its own.
 */
void
kin_page_push (KinPage *self,
               KinPage *next)
{
  g_return_if_fail (KIN_IS_PAGE (self));
  g_return_if_fail (KIN_IS_PAGE (next));

  go_to (self, next, PUSH);
}

/**
 * kin_page_replace:
 * @next: (transfer full): a page that is not in a window yet
 *
 * Shows another page in place of this one and of all that were opened from it: Back does not
 * return here.
 */
void
kin_page_replace (KinPage *self,
                  KinPage *next)
{
  g_return_if_fail (KIN_IS_PAGE (self));
  g_return_if_fail (KIN_IS_PAGE (next));

  go_to (self, next, REPLACE);
}

/**
 * kin_page_start_with:
 * @first: (transfer full): a page that is not in a window yet
 *
 * Leaves every page and begins again with this one, such as a person's Home.
 */
void
kin_page_start_with (KinPage *self,
                     KinPage *first)
{
  g_return_if_fail (KIN_IS_PAGE (self));
  g_return_if_fail (KIN_IS_PAGE (first));

  go_to (self, first, START_WITH);
}

/**
 * kin_page_go_back:
 *
 * Leaves this page for the one before it.
 */
void
kin_page_go_back (KinPage *self)
{
  g_return_if_fail (KIN_IS_PAGE (self));

  g_signal_emit (self, signals[GO_BACK], 0);
}
