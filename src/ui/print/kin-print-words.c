/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-print-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-clinic-words.h"
#include "kin-date-words.h"
#include "kin-item-words.h"
#include "kin-print-words.h"
#include "kin-text.h"

/* What a record says on paper: the words of its pages, and nothing that needs a colour. */

/**
 * kin_print_new_for_person:
 * @title: what it is
 * @person: whose it is
 *
 * Returns: (transfer full): sheets that each say whose they are
 */
KinPrint *
kin_print_new_for_person (const char *title,
                          KinPerson  *person)
{
  g_autofree char *name = kin_text_isolate (kin_person_get_name (person));
  g_autofree char *born = kin_date_to_words (kin_person_get_birth_date (person));
  g_autofree char *who = NULL;
  g_autofree char *sample = NULL;

  /* Translators: whose record a sheet of paper is from: a name, then a birth date. */
  who = born != NULL ? g_strdup_printf (_("%1$s, born %2$s"), name, born) : g_strdup (name);
  if (!kin_person_get_is_sample (person))
    return kin_print_new (title, who);

  /* On paper nothing else tells a made-up record from a real one. */
  sample = g_strdup_printf ("%s · %s", who, _("Sample. Not a real person"));

  return kin_print_new (title, sample);
}

/**
 * kin_print_add_amount:
 * @n_entries: how many follow
 *
 * Nothing on a sheet could be taken for "there is nothing to know".
 */
void
kin_print_add_amount (KinPrint *print,
                      guint     n_entries)
{
  g_autofree char *words = NULL;

  if (n_entries == 0)
    {
      kin_print_add (print, KIN_PRINT_TEXT, _("The clinics sent nothing for this part. That does"
                                              " not mean that there is nothing."));
      return;
    }

  /* Translators: how many entries of the record are on paper. */
  words = g_strdup_printf (g_dngettext (NULL, "%u entry, as the clinics wrote it",
                                        "%u entries, as the clinics wrote them", n_entries),
                           n_entries);
  kin_print_add (print, KIN_PRINT_TEXT, words);
}

/* "3 August 2026 · Active · Northside" */
static char *
origin_to_words (KinPerson *person,
                 KinItem   *item)
{
  KinConnection *connection = kin_person_find_connection (person, kin_item_get_source (item));
  g_autofree char *date = kin_date_to_words (kin_item_get_date (item));
  g_autofree char *status = kin_item_status_to_words (item);
  g_autofree char *clinic = connection != NULL ? kin_clinic_name_to_words (connection) : NULL;
  const char *parts[] = { date, status, clinic };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (words, "%s%s", words->len > 0 ? " · " : "", parts[i]);

  return g_string_free (words, FALSE);
}

static char *
parts_to_words (KinItem    *item,
                const char *title)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GPtrArray) parts = kin_item_list_parts (item, now);
  GString *words = g_string_new (NULL);

  kin_item_add_tests (item, parts);
  for (guint i = 0; i < parts->len; i++)
    {
      const KinItemPart *part = g_ptr_array_index (parts, i);
      g_autofree char *line = kin_fact_to_words (part->name, part->words);

      if (part->name != NULL || g_strcmp0 (part->words, title) != 0)
        g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", line);
    }

  return g_string_free (words, FALSE);
}

static void
add_body (KinPrint   *print,
          KinItem    *item,
          const char *title)
{
  g_autofree char *body = NULL;

  if (kin_item_has_modifier (item))
    kin_print_add (print, KIN_PRINT_TEXT, _("The clinic added something here that we cannot read."
                                            " It may change the meaning. Ask the clinic."));
  body = parts_to_words (item, title);
  if (*body != '\0')
    kin_print_add (print, KIN_PRINT_TEXT, body);
}

/**
 * kin_print_add_entry:
 * @item: one of a list, with its resource
 *
 * Adds what the item says, below its name.
 */
void
kin_print_add_entry (KinPrint  *print,
                     KinPerson *person,
                     KinItem   *item)
{
  g_autofree char *title = kin_item_title_to_words (item);
  g_autofree char *origin = origin_to_words (person, item);

  kin_print_add (print, KIN_PRINT_HEADING, title);
  add_body (print, item, title);
  if (*origin != '\0')
    kin_print_add (print, KIN_PRINT_TEXT, origin);
}

/**
 * kin_print_add_item:
 * @item: what the sheets are about, with its resource
 *
 * Adds what the item says, below the title of the first sheet, and where it came from.
 */
void
kin_print_add_item (KinPrint  *print,
                    KinPerson *person,
                    KinItem   *item)
{
  g_autofree char *title = kin_item_title_to_words (item);
  g_autofree char *origin = origin_to_words (person, item);

  add_body (print, item, title);
  kin_print_add (print, KIN_PRINT_HEADING, _("Where this came from"));
  kin_print_add (print, KIN_PRINT_TEXT, *origin != '\0' ? origin : _("No date was sent"));
}
