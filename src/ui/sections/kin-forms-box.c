/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-forms-box"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-document-file.h"
#include "kin-file-kind.h"
#include "kin-file-row.h"
#include "kin-file-words.h"
#include "kin-forms-box.h"
#include "kin-item-words.h"
#include "kin-letter-view.h"
#include "kin-page-parts.h"
#include "kin-person-reading.h"
#include "kin-wide-button.h"

/**
 * KinFormsBox:
 *
 * The documents that belong to an item. A clinic sends one note in several forms: the one that
 * reads best is open, and of the others there are copies, in the clinic's order.
 */
struct _KinFormsBox
{
  GtkWidget     parent_instance;

  GPtrArray    *forms;             /* of Form, in the clinic's order */
  guint         n_awaited;         /* of them */
  gboolean      are_one;           /* all say the same */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (KinFormsBox, kin_forms_box, GTK_TYPE_WIDGET)

typedef struct
{
  KinFormsBox *box;                /* not owned: it has the form */
  char        *content_type;       /* (nullable) as sent */
  gboolean     may_come;           /* it is known where the bytes are */
  const char  *kind;
  GBytes      *bytes;              /* NULL: not here */
  gboolean     can_show;
} Form;

/* Of forms of one document the earlier ones read better; anything else that can be shown is the
 * last choice. */
static const struct
{
  const char *kind;
  guint       rank;
} kinds[] = {
  { "application/pdf", 0 }, { "text/html", 0 }, { "application/xhtml+xml", 0 },
  { "application/rtf", 1 }, { "application/xml", 2 }, { "text/xml", 2 }, { "text/plain", 3 },
};

#define LAST_CHOICE 4
#define NO_CHOICE 5

static void
form_free (Form *self)
{
  g_free (self->content_type);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static guint
get_rank (const Form *form)
{
  if (!form->can_show)
    return NO_CHOICE;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (form->kind, kinds[i].kind))
      return kinds[i].rank;

  return LAST_CHOICE;
}

/* Returns: (nullable): the form that is open */
static const Form *
find_best (KinFormsBox *self)
{
  const Form *best = NULL;

  for (guint i = 0; i < self->forms->len; i++)
    {
      const Form *form = g_ptr_array_index (self->forms, i);

      if (form->can_show && (best == NULL || get_rank (form) < get_rank (best)))
        best = form;
    }

  return best;
}

static void
add (KinFormsBox *self,
     GtkWidget   *child)
{
  gtk_widget_set_parent (child, GTK_WIDGET (self));
}

/* Something has the focus while the button is on its way out. */
static void
on_show_clicked (Form      *form,
                 GtkWidget *button)
{
  GtkWidget *view = kin_letter_view_new (form->kind, form->bytes);
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (button));

  gtk_widget_insert_after (view, GTK_WIDGET (form->box), button);
  if (root != NULL && gtk_widget_has_focus (button))
    gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
  gtk_widget_set_visible (button, FALSE);
}

static void
add_copy (KinFormsBox *self,
          Form        *form)
{
  const char *ending = kin_file_kind_get_ending (form->kind);
  g_autofree char *words = NULL;
  GtkWidget *button;

  if (*ending != '\0')
    /* Translators: %s is how the names of such files end, such as ".rtf". */
    words = g_strdup_printf (_("The same document as another kind of file (%s)."), ending);
  add (self, kin_paragraph_new (words != NULL ? words
                                : _("The same document as another kind of file.")));
  if (form->can_show)
    {
      button = kin_wide_button_new (_("Show this file"));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_show_clicked), form);
      add (self, button);
    }
  add (self, kin_file_row_new (form->kind, form->bytes, TRUE));
}

static void
add_open (KinFormsBox *self,
          const Form  *form)
{
  if (form->can_show)
    add (self, kin_letter_view_new (form->kind, form->bytes));
  add (self, kin_file_row_new (form->kind, form->bytes, form->can_show));
}

/* Several of the kind that is open are parts, such as the pages of a scan: all are open. */
static gboolean
is_open (KinFormsBox *self,
         const Form  *form,
         const Form  *best)
{
  return !self->are_one || best == NULL || g_str_equal (form->kind, best->kind);
}

static void
show (KinFormsBox *self)
{
  const Form *best = find_best (self);

  for (guint i = 0; i < self->forms->len; i++)
    {
      const Form *form = g_ptr_array_index (self->forms, i);

      if (form->bytes != NULL && is_open (self, form, best))
        add_open (self, form);
    }
  for (guint i = 0; i < self->forms->len; i++)
    {
      Form *form = g_ptr_array_index (self->forms, i);

      if (form->bytes == NULL)
        add (self, kin_paragraph_new (kin_file_missing_get_words (form->may_come)));
      else if (!is_open (self, form, best))
        add_copy (self, form);
    }
}

/* Which one is open is known when all are here. */
static void
settle (Form   *form,
        GBytes *bytes)
{
  KinFormsBox *self = form->box;

  if (bytes != NULL)
    {
      form->bytes = g_bytes_ref (bytes);
      form->kind = kin_file_kind_find (form->content_type, bytes);
      form->can_show = kin_letter_view_can_show (form->kind, bytes);
    }

  if (--self->n_awaited == 0)
    show (self);
}

typedef struct
{
  KinFormsBox *box;
  Form        *form;
} Wanted;

static void
file_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Wanted *wanted = user_data;
  g_autoptr (KinFormsBox) held G_GNUC_UNUSED = wanted->box;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = kin_person_file_finish (KIN_PERSON (source), result, &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    settle (wanted->form, bytes);
}

static void
ask_for (KinFormsBox           *self,
         KinPerson             *person,
         KinItem               *item,
         const KinDocumentFile *file,
         Form                  *form)
{
  Wanted *wanted;

  if (file->data != NULL || file->url == NULL)
    {
      settle (form, file->data);
      return;
    }

  wanted = g_new0 (Wanted, 1);
  wanted->box = g_object_ref (self);
  wanted->form = form;
  kin_person_file_async (person, kin_item_get_source (item), file->url, self->cancellable, file_cb,
                         wanted);
}

static void
kin_forms_box_dispose (GObject *object)
{
  KinFormsBox *self = KIN_FORMS_BOX (object);
  GtkWidget *child;

  g_cancellable_cancel (self->cancellable);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (kin_forms_box_parent_class)->dispose (object);
}

static void
kin_forms_box_finalize (GObject *object)
{
  KinFormsBox *self = KIN_FORMS_BOX (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->forms);

  G_OBJECT_CLASS (kin_forms_box_parent_class)->finalize (object);
}

static void
kin_forms_box_class_init (KinFormsBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = kin_forms_box_dispose;
  object_class->finalize = kin_forms_box_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
kin_forms_box_init (KinFormsBox *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "kin-stack");
  self->cancellable = g_cancellable_new ();
  self->forms = g_ptr_array_new_with_free_func ((GDestroyNotify) form_free);
}

/* The others are a message with several files, or pictures of a person.
 * See https://hl7.org/fhir/R4/diagnosticreport-definitions.html#DiagnosticReport.presentedForm */
static gboolean
has_one_document (KinItem *item)
{
  KinJsonNode type = kin_json_node_get (kin_json_get_root (kin_item_get_json (item)),
                                        "resourceType");

  return kin_json_node_equals (type, "DocumentReference")
         || kin_json_node_equals (type, "DiagnosticReport");
}

/**
 * kin_forms_box_new:
 * @item: with its resource
 *
 * Returns: (transfer full): its documents; empty where it has none
 */
GtkWidget *
kin_forms_box_new (KinPerson *person,
                   KinItem   *item)
{
  KinFormsBox *self = g_object_new (KIN_TYPE_FORMS_BOX, NULL);
  g_autoptr (GPtrArray) files = kin_item_list_files (item);

  self->are_one = has_one_document (item);
  self->n_awaited = files->len;
  for (guint i = 0; i < files->len; i++)
    {
      const KinDocumentFile *file = g_ptr_array_index (files, i);
      Form *form = g_new0 (Form, 1);

      form->box = self;
      form->content_type = g_strdup (file->content_type);
      form->may_come = file->url != NULL;
      g_ptr_array_add (self->forms, form);
      ask_for (self, person, item, file, form);
    }

  return GTK_WIDGET (self);
}
