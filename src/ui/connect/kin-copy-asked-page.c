/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-copy-asked-page"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-copy-asked-page.h"
#include "kin-copy-sent-page.h"
#include "kin-copy-words.h"
#include "kin-date-words.h"
#include "kin-page-parts.h"
#include "kin-problem-words.h"
#include "kin-text.h"
#include "kin-wide-button.h"

/**
 * KinCopyAskedPage:
 *
 * A copy that a clinic was asked for by letter: when an answer is due, and what becomes of it. When
 * it came, the way to open it is here.
 */
struct _KinCopyAskedPage
{
  KinPage       parent_instance;

  GtkLabel     *due;
  GtkListBox   *facts;
  GtkWidget    *waiting;
  GtkWidget    *came;
  GtkLabel     *over;              /* what became of it */
  GtkWidget    *open_file;
  GtkWidget    *undo;

  char         *id;
  KinAskedCopy *copy;              /* as it was last seen */
  gboolean      has_come;          /* and was not only given up */
};

G_DEFINE_FINAL_TYPE (KinCopyAskedPage, kin_copy_asked_page, KIN_TYPE_PAGE)

static void
add_fact (KinCopyAskedPage *self,
          const char       *name,
          const char       *words)
{
  gtk_list_box_append (self->facts, kin_fact_row_new (name, words));
}

static void
show_facts (KinCopyAskedPage *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *due = kin_copy_due_to_words (self->copy, now);
  g_autofree char *clinic = kin_text_isolate (self->copy->clinic);
  g_autofree char *sent = kin_date_to_words (self->copy->sent);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->facts, 0)) != NULL)
    gtk_list_box_remove (self->facts, GTK_WIDGET (row));
  add_fact (self, _("Clinic"), clinic);
  add_fact (self, _("Letter sent"), sent);
  gtk_label_set_label (self->due, due);
}

/* The focus goes on before what has it goes away. */
static void
show_state (KinCopyAskedPage *self,
            gboolean          is_waited_for)
{
  GtkWidget *shown = is_waited_for ? self->waiting : self->undo;
  GtkWidget *next = is_waited_for ? self->came : self->has_come ? self->open_file : self->undo;

  gtk_widget_set_visible (shown, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->over), !is_waited_for);
  gtk_widget_set_visible (self->open_file, !is_waited_for && self->has_come);
  gtk_widget_grab_focus (next);
  gtk_widget_set_visible (GTK_WIDGET (self->due), is_waited_for);
  gtk_widget_set_visible (self->waiting, is_waited_for);
  gtk_widget_set_visible (self->undo, !is_waited_for);
}

/* What becomes of it */

static void
show_problem (KinCopyAskedPage *self,
              const GError     *error)
{
  const char *words = _(kin_problem_get_words (kin_problem_from_error (error))->what);

  gtk_label_set_label (self->over, words);
  gtk_widget_set_visible (GTK_WIDGET (self->over), TRUE);
  kin_page_set_attention (KIN_PAGE (self), words);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (KinCopyAskedPage) self = user_data;
  g_autoptr (GError) error = NULL;
  const char *words = self->has_come
                      ? _("It came. Open the file, and it is kept in this record. If it came on"
                          " paper, you can open photos of it.")
                      : _("You do not wait for this copy any more.");

  if (!kin_person_save_copy_finish (KIN_PERSON (source), result, &error))
    {
      show_problem (self, error);
      return;
    }

  gtk_label_set_label (self->over, words);
  show_state (self, FALSE);
  kin_page_set_attention (KIN_PAGE (self), self->has_come ? _("It came.") : words);
}

static void
end (KinCopyAskedPage *self,
     gboolean          has_come)
{
  self->has_come = has_come;
  kin_person_save_copy_async (kin_page_get_person (KIN_PAGE (self)), self->copy, FALSE, ended_cb,
                              g_object_ref (self));
}

static void
on_came (KinCopyAskedPage *self)
{
  end (self, TRUE);
}

static void
on_stop (KinCopyAskedPage *self)
{
  end (self, FALSE);
}

static void
waited_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (KinCopyAskedPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!kin_person_save_copy_finish (KIN_PERSON (source), result, &error))
    {
      show_problem (self, error);
      return;
    }

  show_state (self, TRUE);
  kin_page_set_attention (KIN_PAGE (self), gtk_label_get_label (self->due));
}

static void
on_undo (KinCopyAskedPage *self)
{
  kin_person_save_copy_async (kin_page_get_person (KIN_PAGE (self)), self->copy, TRUE, waited_cb,
                              g_object_ref (self));
}

static void
on_change (KinCopyAskedPage *self)
{
  kin_page_push (KIN_PAGE (self), kin_copy_sent_page_new_for_copy (self->copy));
}

/* It may have been changed meanwhile. What is over stays here, for the way back. */
static void
kin_copy_asked_page_shown (KinPage *page)
{
  KinCopyAskedPage *self = KIN_COPY_ASKED_PAGE (page);
  KinAskedCopy *copy = kin_person_find_copy (kin_page_get_person (page), self->id);

  if (copy == NULL)
    return;

  kin_asked_copy_free (self->copy);
  self->copy = copy;
  show_facts (self);
}

static void
kin_copy_asked_page_finalize (GObject *object)
{
  KinCopyAskedPage *self = KIN_COPY_ASKED_PAGE (object);

  g_free (self->id);
  kin_asked_copy_free (self->copy);

  G_OBJECT_CLASS (kin_copy_asked_page_parent_class)->finalize (object);
}

static void
kin_copy_asked_page_class_init (KinCopyAskedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = kin_copy_asked_page_finalize;
  KIN_PAGE_CLASS (klass)->shown = kin_copy_asked_page_shown;

  g_type_ensure (KIN_TYPE_WIDE_BUTTON);
  gtk_widget_class_set_template_from_resource
    (widget_class, "/io/github/kinchart/Kinchart/kin-copy-asked-page.ui");
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, due);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, facts);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, waiting);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, came);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, over);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, open_file);
  gtk_widget_class_bind_template_child (widget_class, KinCopyAskedPage, undo);
  gtk_widget_class_bind_template_callback (widget_class, on_came);
  gtk_widget_class_bind_template_callback (widget_class, on_change);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
}

static void
kin_copy_asked_page_init (KinCopyAskedPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * kin_copy_asked_page_new:
 * @id: of a copy that the person who will be set on the page waits for
 *
 * Returns: (transfer full): the page about it
 */
KinPage *
kin_copy_asked_page_new (const char *id)
{
  KinCopyAskedPage *self = g_object_new (KIN_TYPE_COPY_ASKED_PAGE, NULL);

  self->id = g_strdup (id);

  return KIN_PAGE (self);
}
