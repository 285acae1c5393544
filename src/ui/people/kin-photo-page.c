/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-photo-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-photo-chooser.h"
#include "kin-photo-page.h"
#include "kin-problem-page.h"
#include "kin-wide-button.h"

/**
 * KinPhotoPage:
 *
 * The photo of the person whose page it is, kept at once when it is chosen; and what the person is
 * to the reader.
 */
struct _KinPhotoPage
{
  KinPage          parent_instance;

  KinPhotoChooser *chooser;
  GtkWidget       *relation_box;
  GtkEditable     *relation;
  GtkLabel        *saved;

  KinFamily       *family;
};

G_DEFINE_FINAL_TYPE (KinPhotoPage, kin_photo_page, KIN_TYPE_PAGE)

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinPhotoPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_family_set_photo_finish (KIN_FAMILY (source), result, &error) &&
      gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
}

static void
on_changed (KinPhotoPage *self)
{
  kin_family_set_photo_async (self->family, kin_page_get_person (KIN_PAGE (self)),
                              kin_photo_chooser_get_photo (self->chooser), NULL, saved_cb,
                              g_object_ref (self));
}

static void
relation_saved_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (KinPhotoPage) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean saved = kin_family_set_relation_finish (KIN_FAMILY (source), result, &error);

  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  if (saved)
    kin_page_say (KIN_PAGE (self), self->saved, _("Saved"));
  else
    kin_page_push (KIN_PAGE (self), kin_problem_page_new (error));
}

static void
on_save (KinPhotoPage *self)
{
  kin_family_set_relation_async (self->family, kin_page_get_person (KIN_PAGE (self)),
                                 gtk_editable_get_text (self->relation), NULL, relation_saved_cb,
                                 g_object_ref (self));
}

static void
left_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!kin_family_set_relation_finish (KIN_FAMILY (source), result, &error))
    g_warning ("Saving a relation: %s", error->message);
}

/* What was typed is kept, also by who goes on without pressing the button. */
static void
on_left (KinPhotoPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));
  const char *kept = kin_person_get_relation (person);
  const char *typed = gtk_editable_get_text (self->relation);

  if (!g_str_equal (typed, kept != NULL ? kept : ""))
    kin_family_set_relation_async (self->family, person, typed, NULL, left_cb, NULL);
}

static void
kin_photo_page_person_set (KinPage *page)
{
  KinPhotoPage *self = KIN_PHOTO_PAGE (page);
  KinPerson *person = kin_page_get_person (page);
  const char *relation = kin_person_get_relation (person);
  gboolean is_self = kin_person_get_is_self (person);

  kin_page_set_title (page, is_self ? _("Photo") : _("Photo and relation"));
  kin_photo_chooser_set_photo (self->chooser, kin_person_get_photo (person));
  gtk_widget_set_visible (self->relation_box, !is_self);
  gtk_editable_set_text (self->relation, relation != NULL ? relation : "");
}

static void
kin_photo_page_dispose (GObject *object)
{
  g_clear_object (&KIN_PHOTO_PAGE (object)->family);

  G_OBJECT_CLASS (kin_photo_page_parent_class)->dispose (object);
}

static void
kin_photo_page_class_init (KinPhotoPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_photo_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_photo_page_person_set;

  g_type_ensure (KIN_TYPE_PHOTO_CHOOSER);
  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/kin-photo-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPhotoPage, chooser);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoPage, relation_box);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoPage, relation);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoPage, saved);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_left);
}

static void
kin_photo_page_init (KinPhotoPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_photo_page_new:
 * @family: the family of the person that is set on the page
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_photo_page_new (KinFamily *family)
{
  KinPhotoPage *self = g_object_new (KIN_TYPE_PHOTO_PAGE, NULL);

  self->family = g_object_ref (family);

  return KIN_PAGE (self);
}
