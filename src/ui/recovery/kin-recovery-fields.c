/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-fields"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kin-page.h"
#include "kin-problem-words.h"
#include "kin-recovery-code.h"
#include "kin-recovery-fields.h"

/**
 * KinRecoveryFields:
 *
 * Where the code of a recovery page is typed: a box for each group, in the order of the paper.
 * A box that is full hands on to the next one; the whole code can be pasted into the first. What
 * is typed stays in memory that is wiped.
 */
struct _KinRecoveryFields
{
  GtkGrid    parent_instance;

  GtkWidget *groups[KIN_RECOVERY_N_GROUPS];
  gboolean   is_spreading;
};

G_DEFINE_FINAL_TYPE (KinRecoveryFields, kin_recovery_fields, GTK_TYPE_GRID)

enum
{
  COMPLETE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
find_group (KinRecoveryFields *self,
            gpointer           entry)
{
  guint number = 0;

  while (number + 1 < KIN_RECOVERY_N_GROUPS && self->groups[number] != entry)
    number++;

  return number;
}

/* Only letters and digits count: blanks and dashes of a pasted code do not. */
static gsize
count_letters (const char *typed)
{
  gsize n_letters = 0;

  for (const char *c = typed; *c != '\0'; c++)
    n_letters += g_ascii_isalnum (*c) ? 1 : 0;

  return n_letters;
}

/* Puts the letters into this box and the ones after it. Returns the last that got any. */
static guint
spread (KinRecoveryFields *self,
        guint              number,
        const char        *letters)
{
  for (;;)
    {
      char group[KIN_RECOVERY_GROUP_LENGTH + 1] = { 0 };
      gsize length = 0;

      for (; *letters != '\0' && length < KIN_RECOVERY_GROUP_LENGTH; letters++)
        if (g_ascii_isalnum (*letters))
          group[length++] = *letters;
      if (length > 0)
        gtk_editable_set_text (GTK_EDITABLE (self->groups[number]), group);
      explicit_bzero (group, sizeof group);
      if (count_letters (letters) == 0 || number + 1 == KIN_RECOVERY_N_GROUPS)
        return number;
      number++;
    }
}

/* The box after @number takes the focus, with the cursor where typing goes on. */
static void
go_to_next (KinRecoveryFields *self,
            guint              number)
{
  GtkWidget *next;

  if (number + 1 == KIN_RECOVERY_N_GROUPS)
    {
      g_signal_emit (self, signals[COMPLETE], 0);
      return;
    }

  next = self->groups[number + 1];
  gtk_widget_grab_focus (next);
}

static void
on_changed (KinRecoveryFields *self,
            GtkEditable       *entry)
{
  g_autofree char *typed = NULL;
  guint last;

  if (self->is_spreading)
    return;

  gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  typed = g_strdup (gtk_editable_get_text (entry));
  if (count_letters (typed) >= KIN_RECOVERY_GROUP_LENGTH)
    {
      self->is_spreading = TRUE;
      last = spread (self, find_group (self, entry), typed);
      self->is_spreading = FALSE;
      if (count_letters (gtk_editable_get_text (GTK_EDITABLE (self->groups[last]))) ==
          KIN_RECOVERY_GROUP_LENGTH)
        go_to_next (self, last);
    }
  explicit_bzero (typed, strlen (typed));
}

static void
on_activate (KinRecoveryFields *self)
{
  g_signal_emit (self, signals[COMPLETE], 0);
}

static void
add_group (KinRecoveryFields *self,
           guint              number)
{
  g_autoptr (GtkEntryBuffer) buffer = gtk_password_entry_buffer_new ();
  /* Translators: the label of a box for a part of a code; %u is the number on the paper. */
  g_autofree char *words = g_strdup_printf (_("Group %u"), number + 1);
  GtkWidget *entry = gtk_entry_new_with_buffer (buffer);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "mnemonic-widget", entry,
                                   "xalign", 0.0, "wrap", TRUE, NULL);

  g_object_set (entry, "hexpand", TRUE, "valign", GTK_ALIGN_CENTER, "width-chars", 6, "input-hints",
                GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI | GTK_INPUT_HINT_PRIVATE,
                NULL);
  gtk_widget_add_css_class (entry, "kin-code");
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_activate), self, G_CONNECT_SWAPPED);
  self->groups[number] = entry;
  gtk_grid_attach (GTK_GRID (self), label, 0, (int) number, 1, 1);
  gtk_grid_attach (GTK_GRID (self), entry, 1, (int) number, 1, 1);
}

/* The focus goes where typing begins. */
static gboolean
kin_recovery_fields_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (KIN_RECOVERY_FIELDS (widget)->groups[0]);
}

static void
kin_recovery_fields_class_init (KinRecoveryFieldsClass *klass)
{
  GTK_WIDGET_CLASS (klass)->grab_focus = kin_recovery_fields_grab_focus;

  /**
   * KinRecoveryFields::complete:
   *
   * The last box is full, or Enter was pressed in one.
   */
  signals[COMPLETE] = g_signal_new ("complete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
kin_recovery_fields_init (KinRecoveryFields *self)
{
  gtk_grid_set_column_spacing (GTK_GRID (self), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self), 9);
  for (guint i = 0; i < KIN_RECOVERY_N_GROUPS; i++)
    add_group (self, i);
}

/* An empty box keeps its place by one letter, which is no group. */
static KinSecret *
join (KinRecoveryFields *self)
{
  g_autoptr (GString) text = g_string_sized_new (KIN_RECOVERY_N_GROUPS * 16);
  KinSecret *secret;

  for (guint i = 0; i < KIN_RECOVERY_N_GROUPS; i++)
    {
      const char *group = gtk_editable_get_text (GTK_EDITABLE (self->groups[i]));

      g_string_append_printf (text, "%s ", count_letters (group) > 0 ? group : "0");
    }
  secret = kin_secret_new (text->str, text->len);
  explicit_bzero (text->str, text->len);

  return secret;
}

/**
 * kin_recovery_fields_read:
 * @problem: (out) (transfer full): which group is not right, in words
 *
 * Where a group is not right, the focus goes there.
 *
 * Returns: (transfer full) (nullable): the code
 */
KinSecret *
kin_recovery_fields_read (KinRecoveryFields  *self,
                          char              **problem)
{
  g_autoptr (KinSecret) text = join (self);
  KinSecret *code;
  guint wrong = 0;

  code = kin_recovery_code_from_text (kin_secret_get_text (text), &wrong);
  if (code != NULL)
    return code;

  *problem = *gtk_editable_get_text (GTK_EDITABLE (self->groups[wrong])) == '\0'
             /* Translators: %u is the number of a part of the code. */
             ? g_strdup_printf (_("Group %u is empty"), wrong + 1)
             /* Translators: %u is the number of a part of the code. */
             : g_strdup_printf (_("Group %u is not as on the page"), wrong + 1);
  gtk_widget_add_css_class (self->groups[wrong], "error");
  gtk_widget_grab_focus (self->groups[wrong]);
  return NULL;
}

/**
 * kin_recovery_fields_show:
 * @label: where it is said on the page
 * @problem: (nullable): in words; %NULL for none any more
 */
void
kin_recovery_fields_show (KinRecoveryFields *self,
                          GtkLabel          *label,
                          const char        *problem)
{
  GtkWidget *page = gtk_widget_get_ancestor (GTK_WIDGET (self), KIN_TYPE_PAGE);

  gtk_label_set_label (label, problem);
  gtk_widget_set_visible (GTK_WIDGET (label), problem != NULL);
  kin_page_set_attention (KIN_PAGE (page), problem);
}

/**
 * kin_recovery_fields_refuse:
 * @label: where it is said on the page
 * @error: why the code was not taken
 * @button: what it is tried again with
 *
 * A whole code that is another one is typed again from its first group.
 */
void
kin_recovery_fields_refuse (KinRecoveryFields *self,
                            GtkLabel          *label,
                            const GError      *error,
                            GtkWidget         *button)
{
  KinProblem problem = kin_problem_from_error (error);

  kin_recovery_fields_show (self, label, _(kin_problem_get_words (problem)->what));
  gtk_widget_grab_focus (problem == KIN_PROBLEM_RECOVERY_CODE ? GTK_WIDGET (self) : button);
}
