/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-preferences-page"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-background.h"
#include "kin-photo-page.h"
#include "kin-preferences-page.h"
#include "kin-record-check-page.h"
#include "kin-recovery-page.h"
#include "kin-text.h"

/**
 * KinPreferencesPage:
 *
 * How Kinchart looks, and what others may see of it. Every choice works at once.
 */
struct _KinPreferencesPage
{
  KinPage       parent_instance;

  AdwComboRow  *text_size;
  GtkSwitch    *simple_view;
  GtkSwitch    *name_in_title;
  AdwActionRow *photo;
  AdwActionRow *recovery;
  GtkWidget    *check;
  GtkWidget    *checking;
  AdwActionRow *by_itself_row;
  GtkSwitch    *by_itself;

  gboolean      is_by_itself;      /* what the computer was told last */
  gboolean      is_telling;        /* and did not answer yet */
  GCancellable *cancellable;
  KinFamily    *family;            /* NULL: there is nobody to recover */
};

G_DEFINE_FINAL_TYPE (KinPreferencesPage, kin_preferences_page, KIN_TYPE_PAGE)

/* In the order of the list; zero is "same as the computer". */
static const int sizes[] = { 0, 100, 125, 150, 175, 200 };

static gboolean
size_to_choice (GValue   *value,
                GVariant *variant,
                gpointer  user_data)
{
  guint choice = 0;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_variant_get_int32 (variant) >= sizes[i])
      choice = i;
  g_value_set_uint (value, choice);

  return TRUE;
}

static GVariant *
choice_to_size (const GValue       *value,
                const GVariantType *type,
                gpointer            user_data)
{
  guint choice = g_value_get_uint (value);

  return choice < G_N_ELEMENTS (sizes) ? g_variant_new_int32 (sizes[choice]) : NULL;
}

/* Whether the computer checks by itself: it knows, and not our settings. */

static void
show_by_itself (KinPreferencesPage *self,
                gboolean            on)
{
  self->is_by_itself = on;
  gtk_switch_set_active (self->by_itself, on);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinPreferencesPage) self = user_data;
  gboolean on;

  if (!kin_background_load_finish (result, &on, NULL))
    return;

  show_by_itself (self, on);
  gtk_widget_set_visible (self->checking, TRUE);
}

static void on_by_itself (KinPreferencesPage *self);

/* What was chosen while the computer was being told, it is told now; what it did not take, it
 * knows itself. */
static void
set_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (KinPreferencesPage) self = user_data;

  self->is_telling = FALSE;
  if (kin_background_set_finish (result, NULL))
    {
      on_by_itself (self);
      return;
    }

  show_by_itself (self, !self->is_by_itself);
  kin_background_load_async (self->cancellable, loaded_cb, g_object_ref (self));
  adw_action_row_set_subtitle (self->by_itself_row,
                               _("This computer did not take it. Check for new from the menu."));
}

static void
on_by_itself (KinPreferencesPage *self)
{
  gboolean on = gtk_switch_get_active (self->by_itself);

  if (on == self->is_by_itself || self->is_telling)
    return;

  self->is_by_itself = on;
  self->is_telling = TRUE;
  kin_background_set_async (on, NULL, set_cb, g_object_ref (self));
}

static void
on_photo (KinPreferencesPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_photo_page_new (self->family));
}

static void
on_recovery (KinPreferencesPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_recovery_page_new (self->family));
}

static void
on_check (KinPreferencesPage *self)
{
  KinPerson *person = kin_page_get_person (KIN_PAGE (self));

  kin_page_push (KIN_PAGE (self), kin_record_check_page_new (person));
}

/* It may have been made or forgotten since. */
static void
kin_preferences_page_shown (KinPage *page)
{
  adw_action_row_set_subtitle (KIN_PREFERENCES_PAGE (page)->recovery, kin_recovery_get_words ());
}

/* Opened from the page of a person, it has that person's photo and files, too. */
static void
kin_preferences_page_person_set (KinPage *page)
{
  KinPreferencesPage *self = KIN_PREFERENCES_PAGE (page);
  g_autofree char *name = kin_text_isolate (kin_person_get_name (kin_page_get_person (page)));
  /* Translators: %s is the name of the one on the photo. */
  g_autofree char *words = g_strdup_printf (_("Of %s"), name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->photo),
                                 kin_person_get_is_self (kin_page_get_person (page))
                                   ? _("Photo") : _("Photo and relation"));
  adw_action_row_set_subtitle (self->photo, words);
  gtk_widget_set_visible (GTK_WIDGET (self->photo), self->family != NULL);
  gtk_widget_set_visible (self->check, TRUE);
}

static void
kin_preferences_page_dispose (GObject *object)
{
  KinPreferencesPage *self = KIN_PREFERENCES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->family);

  G_OBJECT_CLASS (kin_preferences_page_parent_class)->dispose (object);
}

static void
kin_preferences_page_class_init (KinPreferencesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_preferences_page_dispose;
  KIN_PAGE_CLASS (klass)->person_set = kin_preferences_page_person_set;
  KIN_PAGE_CLASS (klass)->shown = kin_preferences_page_shown;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/"
                                               "kin-preferences-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, text_size);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, simple_view);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, name_in_title);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, photo);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, recovery);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, check);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, checking);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, by_itself_row);
  gtk_widget_class_bind_template_child (widget_class, KinPreferencesPage, by_itself);
  gtk_widget_class_bind_template_callback (widget_class, on_by_itself);
  gtk_widget_class_bind_template_callback (widget_class, on_check);
  gtk_widget_class_bind_template_callback (widget_class, on_photo);
  gtk_widget_class_bind_template_callback (widget_class, on_recovery);
}

static void
kin_preferences_page_init (KinPreferencesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  kin_background_load_async (self->cancellable, loaded_cb, g_object_ref (self));
}

/**
 * kin_preferences_page_new:
 * @settings: the app's settings
 * @family: (nullable): the family, once it is open
 *
 * Returns: (transfer full): the page
 */
KinPage *
kin_preferences_page_new (GSettings *settings,
                          KinFamily *family)
{
  KinPreferencesPage *self = g_object_new (KIN_TYPE_PREFERENCES_PAGE, NULL);
  gboolean has_people = family != NULL && g_list_model_get_n_items (G_LIST_MODEL (family)) > 0;

  g_set_object (&self->family, family);
  gtk_widget_set_visible (GTK_WIDGET (self->recovery), has_people);
  gtk_widget_set_visible (GTK_WIDGET (self->photo), FALSE);

  g_settings_bind_with_mapping (settings, "text-size", self->text_size, "selected",
                                G_SETTINGS_BIND_DEFAULT, size_to_choice, choice_to_size,
                                NULL, NULL);
  g_settings_bind (settings, "simple-view", self->simple_view, "active",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "name-in-title", self->name_in_title, "active",
                   G_SETTINGS_BIND_DEFAULT);

  return KIN_PAGE (self);
}
