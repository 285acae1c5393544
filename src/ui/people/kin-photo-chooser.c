/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-photo-chooser"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-decoder.h"
#include "kin-drawing.h"
#include "kin-page.h"
#include "kin-person-mark.h"
#include "kin-photo-chooser.h"
#include "kin-problem-words.h"
#include "kin-recent.h"

/**
 * KinPhotoChooser:
 *
 * A photo to choose from the files of the person, or a drawing of ours, to see, and to take away
 * again.
 */
struct _KinPhotoChooser
{
  GtkBox      parent_instance;

  GtkWidget  *place;
  GtkWidget  *choose;
  GtkWidget  *remove;
  GtkWidget  *or_drawing;
  GtkFlowBox *drawings;
  GtkLabel   *problem;

  GBytes       *photo;
  GCancellable *reading;       /* of a photo that was chosen and is not there yet, or NULL */
};

G_DEFINE_FINAL_TYPE (KinPhotoChooser, kin_photo_chooser, GTK_TYPE_BOX)

enum
{
  CHANGED,
  READ,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
say (KinPhotoChooser *self,
     const char      *words)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  if (page != NULL)
    kin_page_set_attention (KIN_PAGE (page), words);
}

static void
show_problem (KinPhotoChooser *self,
              const GError    *error)
{
  const KinProblemWords *words = kin_problem_get_words (kin_problem_from_error (error));
  /* Translators: what happened, then what to do now. */
  g_autofree char *both = g_strdup_printf (_("%1$s. %2$s"), _(words->what), _(words->now));

  gtk_label_set_label (self->problem, both);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  say (self, _(words->what));
}

static void
update (KinPhotoChooser *self)
{
  adw_bin_set_child (ADW_BIN (self->place),
                     self->photo != NULL ? kin_photo_new (self->photo) : NULL);
  gtk_widget_set_visible (self->place, self->photo != NULL);
  gtk_widget_set_visible (self->remove, self->photo != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_button_set_label (GTK_BUTTON (self->choose),
                        self->photo != NULL ? _("Choose another photo") : _("Choose a photo"));
}

/* Whoever takes something else meanwhile does not want it any more. */
static void
stop_reading (KinPhotoChooser *self)
{
  g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  gtk_widget_set_sensitive (self->choose, TRUE);
}

static void
decoded_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (KinPhotoChooser) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) photo = kin_decoder_picture_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  stop_reading (self);
  if (gtk_widget_get_root (GTK_WIDGET (self)) == NULL)
    return;

  gtk_widget_grab_focus (self->choose);
  g_signal_emit (self, signals[READ], 0);
  if (photo == NULL)
    {
      show_problem (self, error);
      return;
    }

  kin_photo_chooser_set_photo (self, photo);
  say (self, _("The photo is chosen"));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
on_response (KinPhotoChooser   *self,
             int                response,
             GtkFileChooser    *chooser)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    {
      gtk_widget_set_sensitive (self->choose, FALSE);
      kin_recent_forget (file);
      self->reading = g_cancellable_new ();
      kin_decoder_picture_async (NULL, file, KIN_PERSON_PHOTO_SIDE, self->reading, decoded_cb,
                                 g_object_ref (self));
    }
  g_object_unref (chooser);
}

/* Where pictures are, and not what was opened of late: others may look on. */
static void
set_folder (GtkFileChooser *chooser)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);
  g_autoptr (GFile) folder = g_file_new_for_path (pictures != NULL ? pictures
                                                                   : g_get_home_dir ());

  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
}

static void
on_choose (KinPhotoChooser *self)
{
  GtkRoot *window = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  /* It lives until it is answered. */
  GtkFileChooserNative *chooser =
    gtk_file_chooser_native_new (_("Choose a photo"), GTK_WINDOW (window),
                                 GTK_FILE_CHOOSER_ACTION_OPEN, _("Choose"), _("Cancel"));

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_mime_type (filter, "image/jpeg");
  gtk_file_filter_add_mime_type (filter, "image/png");
  gtk_file_filter_add_mime_type (filter, "image/gif");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  set_folder (GTK_FILE_CHOOSER (chooser));
  g_signal_connect_object (chooser, "response", G_CALLBACK (on_response), self,
                           G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

static void
on_drawing (KinPhotoChooser *self,
            GtkFlowBoxChild *child)
{
  guint drawing = (guint) gtk_flow_box_child_get_index (child);
  g_autoptr (GBytes) pixels = kin_drawing_get_pixels (drawing);
  /* Translators: said when a drawing was chosen; %s is what it shows, such as "A tree". */
  g_autofree char *words = g_strdup_printf (_("Chosen: %s"), kin_drawing_get_words (drawing));

  stop_reading (self);
  kin_photo_chooser_set_photo (self, pixels);
  say (self, words);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_drawing (KinPhotoChooser *self,
             guint            drawing)
{
  g_autoptr (GBytes) pixels = kin_drawing_get_pixels (drawing);
  GtkWidget *child;
  const char *words = kin_drawing_get_words (drawing);

  if (pixels == NULL)
    return;

  child = gtk_flow_box_child_new ();
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), kin_photo_new (pixels));
  gtk_widget_set_tooltip_text (child, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  gtk_flow_box_append (self->drawings, child);
}

static void
on_remove (KinPhotoChooser *self)
{
  stop_reading (self);
  gtk_widget_grab_focus (self->choose);
  kin_photo_chooser_set_photo (self, NULL);
  say (self, _("The picture is removed"));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
kin_photo_chooser_dispose (GObject *object)
{
  KinPhotoChooser *self = KIN_PHOTO_CHOOSER (object);

  g_clear_pointer (&self->photo, g_bytes_unref);
  g_clear_object (&self->reading);

  G_OBJECT_CLASS (kin_photo_chooser_parent_class)->dispose (object);
}

static void
kin_photo_chooser_class_init (KinPhotoChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = kin_photo_chooser_dispose;

  /**
   * KinPhotoChooser::changed:
   *
   * A person chose a photo, or took it away.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * KinPhotoChooser::read:
   *
   * What was being read has come, or could not be read.
   */
  signals[READ] = g_signal_new ("read", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/kinchart/Kinchart/"
                                               "kin-photo-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, place);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, choose);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, remove);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, problem);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, or_drawing);
  gtk_widget_class_bind_template_child (widget_class, KinPhotoChooser, drawings);
  gtk_widget_class_bind_template_callback (widget_class, on_drawing);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
kin_photo_chooser_init (KinPhotoChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < kin_drawing_get_n_drawings (); i++)
    add_drawing (self, i);
  gtk_widget_set_visible (self->or_drawing,
                          gtk_widget_get_first_child (GTK_WIDGET (self->drawings)) != NULL);
  update (self);
}

/**
 * kin_photo_chooser_get_photo:
 *
 * Returns: (transfer none) (nullable): the pixels of what is chosen
 */
GBytes *
kin_photo_chooser_get_photo (KinPhotoChooser *self)
{
  g_return_val_if_fail (KIN_IS_PHOTO_CHOOSER (self), NULL);

  return self->photo;
}

/**
 * kin_photo_chooser_is_reading:
 *
 * Returns: whether a photo was chosen that is not there yet
 */
gboolean
kin_photo_chooser_is_reading (KinPhotoChooser *self)
{
  g_return_val_if_fail (KIN_IS_PHOTO_CHOOSER (self), FALSE);

  return self->reading != NULL;
}

/**
 * kin_photo_chooser_set_photo:
 * @photo: (nullable): pixels, as of kin_person_get_photo()
 */
void
kin_photo_chooser_set_photo (KinPhotoChooser *self,
                             GBytes          *photo)
{
  g_return_if_fail (KIN_IS_PHOTO_CHOOSER (self));

  if (photo != NULL)
    g_bytes_ref (photo);
  g_clear_pointer (&self->photo, g_bytes_unref);
  self->photo = photo;
  update (self);
}
