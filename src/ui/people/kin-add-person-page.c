/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-add-person-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-add-person-page.h"
#include "kin-date-fields.h"
#include "kin-page-parts.h"
#include "kin-person-colour.h"
#include "kin-photo-chooser.h"
#include "kin-problem-page.h"

/**
 * KinAddPersonPage:
 *
 * Whose record it is to be: a name, what the person is to the one who types, a birth date, a colour
 * with a pattern.
 */
struct _KinAddPersonPage
{
  KinPage         parent_instance;

  GtkLabel       *words;
  GtkLabel       *problem;
  GtkEditable    *name;
  GtkWidget      *relation_label;
  GtkEditable    *relation;
  KinDateFields  *born;
  KinPhotoChooser *photo;
  GtkBox          *colours;
  GtkLabel       *no_photo;
  GtkWidget      *next;

  KinFamily      *family;
  KinPersonFlags  flags;
  guint           colour;
  KinPerson      *added;            /* who is in the family, but for the photo */
};

G_DEFINE_FINAL_TYPE (KinAddPersonPage, kin_add_person_page, KIN_TYPE_PAGE)

enum
{
  ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Colour and pattern */

static void
on_colour_toggled (KinAddPersonPage *self,
                   GtkCheckButton   *button)
{
  if (gtk_check_button_get_active (button))
    self->colour = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "colour"));
}

static GtkWidget *
make_swatch (guint number)
{
  const char *id = kin_colours_get_id (number);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *swatch = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *pattern = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (swatch, "kin-swatch");
  gtk_widget_add_css_class (swatch, kin_person_colour_get_class (id));
  gtk_widget_add_css_class (pattern, "kin-pattern");
  gtk_box_append (GTK_BOX (swatch), pattern);
  gtk_box_append (GTK_BOX (box), swatch);
  gtk_box_append (GTK_BOX (box), g_object_new (GTK_TYPE_LABEL, "label",
                                               kin_person_colour_get_words (number), "wrap", TRUE,
                                               "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                                               "xalign", 0.0, NULL));

  return box;
}

static GtkWidget *
add_colour (KinAddPersonPage *self,
            guint             number,
            GtkWidget        *group)
{
  GtkWidget *button = kin_choice_new (make_swatch (number), kin_person_colour_get_words (number),
                                      group);

  g_object_set_data (G_OBJECT (button), "colour", GUINT_TO_POINTER (number));
  g_signal_connect_object (button, "toggled", G_CALLBACK (on_colour_toggled), self,
                           G_CONNECT_SWAPPED);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button), number == self->colour);
  gtk_box_append (self->colours, button);

  return button;
}

static void
add_colours (KinAddPersonPage *self)
{
  const char *free = kin_colours_find_free (G_LIST_MODEL (self->family));
  GtkWidget *group = NULL;

  while (!g_str_equal (kin_colours_get_id (self->colour), free))
    self->colour++;
  for (guint i = 0; i < KIN_N_COLOURS; i++)
    group = add_colour (self, i, group);
}

/* What was typed */

static void
show_problem (KinAddPersonPage *self,
              const char       *words,
              gpointer          field)
{
  gtk_label_set_label (self->problem, words);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  kin_page_set_attention (KIN_PAGE (self), words);
  gtk_widget_grab_focus (GTK_WIDGET (field));
}

static char *
dup_name (KinAddPersonPage *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
finish (KinAddPersonPage *self,
        KinPerson        *person,
        const GError     *error)
{
  gtk_widget_set_sensitive (self->next, TRUE);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (person != NULL)
    g_signal_emit (self, signals[ADDED], 0, person);
  else
    kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
}

/* The person is there without the photo, and nothing here changes that any more. */
static void
show_no_photo (KinAddPersonPage *self)
{
  GtkWidget *parts[] = { GTK_WIDGET (self->name), GTK_WIDGET (self->relation),
                         GTK_WIDGET (self->born), GTK_WIDGET (self->photo),
                         GTK_WIDGET (self->colours) };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_widget_set_sensitive (parts[i], FALSE);
  gtk_widget_set_sensitive (self->next, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->no_photo), TRUE);
  kin_page_set_attention (KIN_PAGE (self), gtk_label_get_label (self->no_photo));
  gtk_widget_grab_focus (self->next);
}

static void
photo_saved_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (KinAddPersonPage) self = user_data;
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (GError) error = NULL;

  if (!kin_family_set_photo_finish (KIN_FAMILY (source), result, &error))
    {
      g_warning ("Saving a photo: %s", error->message);
      show_no_photo (self);
      return;
    }

  person = g_steal_pointer (&self->added);
  finish (self, person, NULL);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinAddPersonPage) self = user_data;
  g_autoptr (KinPerson) person = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *photo = kin_photo_chooser_get_photo (self->photo);

  person = kin_family_add_finish (KIN_FAMILY (source), result, &error);
  if (person == NULL || photo == NULL)
    {
      finish (self, person, error);
      return;
    }

  self->added = g_steal_pointer (&person);
  kin_family_set_photo_async (KIN_FAMILY (source), self->added, photo, NULL, photo_saved_cb,
                              g_object_ref (self));
}

/* Who waited for it need not wait any more. */
static void
on_photo_read (KinAddPersonPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
}

static void
on_next (KinAddPersonPage *self)
{
  g_autoptr (KinPerson) added = g_steal_pointer (&self->added);
  g_autofree char *name = dup_name (self);
  g_autofree char *birth_date = kin_date_fields_dup_date (self->born);

  if (added != NULL)
    {
      finish (self, added, NULL);
      return;
    }
  if (*name == '\0')
    {
      show_problem (self, _("Type a name"), self->name);
      return;
    }
  if (birth_date == NULL)
    {
      show_problem (self, _("Type the birth date: day, month and year"), self->born);
      return;
    }

  if (kin_photo_chooser_is_reading (self->photo))
    {
      show_problem (self, _("The photo is still being read. Wait a moment."), self->next);
      return;
    }

  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  kin_page_set_attention (KIN_PAGE (self), NULL);
  gtk_widget_set_sensitive (self->next, FALSE);
  kin_family_add_async (self->family, name, birth_date, gtk_editable_get_text (self->relation),
                        kin_colours_get_id (self->colour), self->flags, NULL, added_cb,
                        g_object_ref (self));
}

static void
kin_add_person_page_dispose (GObject *object)
{
  g_clear_object (&KIN_ADD_PERSON_PAGE (object)->family);
  g_clear_object (&KIN_ADD_PERSON_PAGE (object)->added);

  G_OBJECT_CLASS (kin_add_person_page_parent_class)->dispose (object);
}

static void
kin_add_person_page_class_init (KinAddPersonPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_add_person_page_dispose;

  /**
   * KinAddPersonPage::added:
   * @person: who is in the family now, open
   */
  signals[ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, KIN_TYPE_PERSON);

  g_type_ensure (KIN_TYPE_DATE_FIELDS);
  g_type_ensure (KIN_TYPE_PHOTO_CHOOSER);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-add-person-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, words);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, problem);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, name);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, relation_label);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, relation);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, born);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, photo);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, colours);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, no_photo);
  gtk_widget_class_bind_template_child (widget_class, KinAddPersonPage, next);
  gtk_widget_class_bind_template_callback (widget_class, on_next);
  gtk_widget_class_bind_template_callback (widget_class, on_photo_read);
}

static void
kin_add_person_page_init (KinAddPersonPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_add_person_page_new:
 * @family: where the person will be added
 * @flags: what the person is to the one who types
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_add_person_page_new (KinFamily      *family,
                         KinPersonFlags  flags)
{
  KinAddPersonPage *self = g_object_new (KIN_TYPE_ADD_PERSON_PAGE, NULL);
  gboolean is_self = (flags & KIN_PERSON_SELF) != 0;

  self->family = g_object_ref (family);
  self->flags = flags;
  kin_page_set_title (KIN_PAGE (self), is_self ? _("About you") : _("About the person you help"));
  gtk_label_set_label (self->words,
                       is_self ? _("Kinchart compares this with what a clinic sends. So nothing"
                                   " of somebody else is added.")
                               : _("Ask the person first. Kinchart compares this with what a clinic"
                                   " sends."));
  gtk_widget_set_visible (self->relation_label, !is_self);
  gtk_widget_set_visible (GTK_WIDGET (self->relation), !is_self);
  add_colours (self);

  return KIN_PAGE (self);
}

/**
 * kin_add_person_page_get_family:
 *
 * Returns: (transfer none): where the person is added
 */
KinFamily *
kin_add_person_page_get_family (KinAddPersonPage *self)
{
  g_return_val_if_fail (KIN_IS_ADD_PERSON_PAGE (self), NULL);

  return self->family;
}
