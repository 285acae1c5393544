/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-page-parts"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "kin-page-parts.h"
#include "kin-pile-layout.h"

/* The parts that reading pages are made of: each is made the same way everywhere. */

/**
 * kin_heading_new:
 * @words: what is below
 *
 * Returns: (transfer full): a heading inside a page
 */
GtkWidget *
kin_heading_new (const char *words)
{
  GtkWidget *heading = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                                     GTK_ACCESSIBLE_ROLE_HEADING, "label", words, "xalign", 0.0,
                                     "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_LEVEL, 2, -1);
  gtk_widget_add_css_class (heading, "title-3");

  return heading;
}

/**
 * kin_paragraph_new:
 * @words: text to read; from a record, it has been isolated
 *
 * Returns: (transfer full): text that wraps and can be copied
 */
GtkWidget *
kin_paragraph_new (const char *words)
{
  return g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, "xalign", 0.0, "selectable", TRUE, NULL);
}

/**
 * kin_choice_new:
 * @child: what is shown: a button's own label does not wrap
 * @words: how it is heard
 * @group: (nullable): another one, of which one is chosen
 *
 * Returns: (transfer full): a check button, or a radio button
 */
GtkWidget *
kin_choice_new (GtkWidget  *child,
                const char *words,
                GtkWidget  *group)
{
  GtkWidget *button = g_object_new (GTK_TYPE_CHECK_BUTTON, "child", child, NULL);

  gtk_widget_add_css_class (button, "kin-choice");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
  if (group != NULL)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), GTK_CHECK_BUTTON (group));

  return button;
}

/**
 * kin_list_new:
 * @name: what a screen reader calls it
 *
 * Returns: (transfer full): a list of rows in a box
 */
GtkWidget *
kin_list_new (const char *name)
{
  GtkWidget *list = g_object_new (GTK_TYPE_LIST_BOX, "selection-mode", GTK_SELECTION_NONE, NULL);

  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return list;
}

/**
 * kin_row_to_name:
 * @words: (nullable): the line below the title
 *
 * Returns: (transfer full): one sentence for people who hear a row
 */
char *
kin_row_to_name (const char *title,
                 const char *words)
{
  /* Translators: how a row is read aloud: its title, then the line below it. */
  g_autofree char *name = words != NULL ? g_strdup_printf (_("%1$s, %2$s"), title, words)
                                        : g_strdup (title);
  g_auto (GStrv) parts = g_strsplit (name, "\u200b", -1);

  /* Where a line may end is not read aloud. */
  return g_strjoinv ("", parts);
}

/* A row is one sentence to people who hear it, and never markup. */
static GtkWidget *
row_new (const char *title,
         const char *subtitle)
{
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title-lines", 0,
                                 "subtitle-lines", 0, NULL);
  g_autofree char *name = NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle == NULL)
    return row;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  name = kin_row_to_name (title, subtitle);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

/* How narrow would it be with a line for each letter? Not to be asked is a third less work. */
#define LEAST_CHARACTERS 8

static GtkWidget *
words_new (const char *words,
           const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", words, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, "xalign", 0.0,
                                   "width-chars", LEAST_CHARACTERS, NULL);

  gtk_widget_add_css_class (label, style);

  return label;
}

static GtkWidget *
pile_new (const char *style)
{
  g_autoptr (GtkLayoutManager) layout = kin_pile_layout_new (3);
  GtkWidget *pile = g_object_new (GTK_TYPE_BOX, "layout-manager", layout, NULL);

  gtk_widget_add_css_class (pile, style);

  return pile;
}

/* As row_new(), and looks the same, where there is nothing but words: of these there are many. */
static GtkWidget *
words_row_new (const char *title,
               const char *subtitle)
{
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "activatable", FALSE, NULL);
  GtkWidget *header = pile_new ("header");
  GtkWidget *words = pile_new ("title");
  g_autofree char *name = kin_row_to_name (title, subtitle);

  gtk_box_append (GTK_BOX (words), words_new (title, "title"));
  if (subtitle != NULL)
    gtk_box_append (GTK_BOX (words), words_new (subtitle, "subtitle"));
  gtk_box_append (GTK_BOX (header), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), header);

  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return row;
}

/**
 * kin_link_row_new:
 * @title: where it leads
 * @subtitle: (nullable): a line about it
 *
 * Returns: (transfer full): a row that leads to another page
 */
GtkWidget *
kin_link_row_new (const char *title,
                  const char *subtitle)
{
  GtkWidget *row = row_new (title, subtitle);
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

/**
 * kin_plain_row_new:
 * @title: what it is
 * @subtitle: (nullable): a line about it
 *
 * Returns: (transfer full): a row that is read, and leads nowhere
 */
GtkWidget *
kin_plain_row_new (const char *title,
                   const char *subtitle)
{
  return words_row_new (title, subtitle);
}

/**
 * kin_fact_row_new:
 * @name: what it says
 * @words: what it is; from a record, it has been isolated
 *
 * Returns: (transfer full): a row that says one thing
 */
GtkWidget *
kin_fact_row_new (const char *name,
                  const char *words)
{
  GtkWidget *row = words_row_new (name, words);

  gtk_widget_add_css_class (row, "kin-fact");

  return row;
}

/**
 * kin_tool_row_new:
 * @name: what it says
 * @words: what it is; from a record, it has been isolated
 *
 * Returns: (transfer full): an AdwActionRow that says one thing, for buttons beside it
 */
GtkWidget *
kin_tool_row_new (const char *name,
                  const char *words)
{
  GtkWidget *row = row_new (name, words);

  gtk_widget_add_css_class (row, "kin-fact");

  return row;
}

/**
 * kin_fact_card_new:
 * @name: what it says
 * @words: what it is; from a record, it has been isolated
 *
 * Returns: (transfer full): one thing in a box of its own, large
 */
GtkWidget *
kin_fact_card_new (const char *name,
                   const char *words)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *text = kin_paragraph_new (words);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "kin-card");
  gtk_widget_add_css_class (text, "kin-sentence");
  gtk_box_append (GTK_BOX (card), kin_paragraph_new (name));
  gtk_box_append (GTK_BOX (card), text);

  return card;
}

/* It is another button when there is room for one answer in a line only. */
static void
focus_safe_answer (GtkWindow *question)
{
  GtkWidget *safe = gtk_window_get_default_widget (question);

  if (safe == NULL || !gtk_widget_get_mapped (GTK_WIDGET (question)))
    return;

  gtk_widget_grab_focus (safe);
  gtk_window_set_focus_visible (question, TRUE);
}

/**
 * kin_last_question_new:
 * @page: who asks
 * @question: whether it is really to be done
 * @words: what cannot be undone
 * @act: the answer that does it, in words
 *
 * For the few things that cannot be undone. Its “response” is KIN_LAST_QUESTION_YES or another. The
 * safe answer has the focus, also where the answers stand one above the other.
 *
 * Returns: (transfer none): a dialog, to be presented
 */
GtkWindow *
kin_last_question_new (GtkWidget  *page,
                       const char *question,
                       const char *words,
                       const char *act)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (page));
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (window, question, words));

  adw_message_dialog_add_responses (dialog, "keep", _("Keep it"), KIN_LAST_QUESTION_YES, act, NULL);
  adw_message_dialog_set_response_appearance (dialog, KIN_LAST_QUESTION_YES,
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_after (dialog, "map", G_CALLBACK (focus_safe_answer), NULL);
  g_signal_connect (dialog, "notify::default-widget", G_CALLBACK (focus_safe_answer), NULL);

  return GTK_WINDOW (dialog);
}
