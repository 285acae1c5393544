/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-open-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-open-words.h"
#include "kin-section-words.h"
#include "kin-text.h"

/* What is in a file that is being opened, and what became of it. */

/**
 * kin_open_whose_to_words:
 * @identity: (nullable): whose record the file says it is
 *
 * Returns: (transfer full): a sentence about that
 */
char *
kin_open_whose_to_words (KinIdentity *identity)
{
  const char *name = identity != NULL ? kin_identity_get_name (identity) : NULL;
  g_autofree char *safe_name = name != NULL ? kin_text_isolate (name) : NULL;
  g_autofree char *born = identity != NULL
                          ? kin_date_to_words (kin_identity_get_birth_date (identity)) : NULL;

  if (safe_name == NULL)
    return g_strdup (_("It does not say whose record it is."));
  if (born == NULL)
    /* Translators: %s is a person's name. */
    return g_strdup_printf (_("This is the record of %s. It has no birth date."), safe_name);

  /* Translators: a person's name, then the birth date. */
  return g_strdup_printf (_("This is the record of %1$s, born %2$s."), safe_name, born);
}

/**
 * kin_open_amount_to_words:
 * @oldest: (nullable): the date of the oldest entry, as the clinic wrote it
 * @newest: (nullable): of the newest
 *
 * Returns: (transfer full): how much there is
 */
char *
kin_open_amount_to_words (guint64     n_entries,
                          const char *oldest,
                          const char *newest)
{
  g_autofree char *first = kin_date_to_words (oldest);
  g_autofree char *last = kin_date_to_words (newest);
  g_autofree char *entries = NULL;

  if (n_entries == 0)
    return g_strdup (_("It holds no entries to read, only who it is about."));

  entries = kin_entries_to_words (n_entries);
  if (first == NULL || last == NULL)
    /* Translators: %s is "12 entries". */
    return g_strdup_printf (_("It holds %s."), entries);
  if (g_str_equal (first, last))
    /* Translators: "12 entries", then a day. */
    return g_strdup_printf (_("It holds %1$s, of %2$s."), entries, first);

  /* Translators: "12 entries", then the first day and the last. */
  return g_strdup_printf (_("It holds %1$s, from %2$s to %3$s."), entries, first, last);
}

static const struct
{
  const char *media_type;
  const char *words;
} kinds[] = {
  { "application/pdf", N_("PDF document") },
  { "image/", N_("Picture") },
  { "text/", N_("Page of text") },
  { "application/rtf", N_("Page of text") },
  { "application/xml", N_("Health document") },
  { "application/msword", N_("Document") },
  { "application/vnd.", N_("Document") },
  { "application/dicom", N_("Scan or X-ray picture") },
  { "application/zip", N_("Packed file") },
  { "application/gzip", N_("Packed file") },
};

/**
 * kin_open_letter_to_name:
 *
 * Returns: (transfer full): what the letter is called
 */
char *
kin_open_letter_to_name (const KinLetter *letter)
{
  return *letter->name != '\0' ? kin_text_isolate (letter->name)
                               : g_strdup (_("Letter without a name"));
}

/**
 * kin_open_letter_to_words:
 *
 * Returns: (transfer full): what kind of letter it is, and under which day it will be
 */
char *
kin_open_letter_to_words (const KinLetter *letter)
{
  g_autofree char *day = kin_date_to_words (letter->date);
  const char *kind = N_("File");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_prefix (letter->media_type, kinds[i].media_type))
      {
        kind = kinds[i].words;
        break;
      }

  /* Translators: what kind of file it is, such as "Picture", then a day. */
  return g_strdup_printf (_("%1$s, kept under %2$s"), _(kind), day);
}

static void
add_sentence (GString *words,
              guint64  count,
              char    *sentence)
{
  g_autofree char *owned = sentence;

  if (count == 0)
    return;

  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append (words, owned);
}

static void
add_counts (GString               *words,
            const KinImportCounts *counts)
{
  gulong stored = (gulong) counts->stored;
  gulong letters = (gulong) counts->letters;
  gulong aside = (gulong) counts->quarantined;
  gulong left_out = (gulong) counts->left_out;

  add_sentence (words, stored,
                /* Translators: how many came. */
                g_strdup_printf (g_dngettext (NULL, "%lu entry is new or changed.",
                                              "%lu entries are new or changed.", stored),
                                 stored));
  add_sentence (words, letters,
                g_strdup_printf (g_dngettext (NULL,
                                              /* Translators: how many came. */
                                              "%lu letter is kept under Letters and documents.",
                                              "%lu letters are kept under Letters and documents.",
                                              letters),
                                 letters));
  add_sentence (words, aside,
                g_strdup_printf (g_dngettext (NULL,
                                              /* Translators: how many could not be read. */
                                              "%lu entry could not be used and was set aside.",
                                              "%lu entries could not be used and were set aside.",
                                              aside),
                                 aside));
  add_sentence (words, left_out,
                g_strdup_printf (g_dngettext (NULL,
                                              /* Translators: files inside of a file, such as what
                                               * a phone counted: steps, or heartbeats. */
                                              "%lu part of the file came from no clinic and was"
                                              " left out.",
                                              "%lu parts of the file came from no clinic and were"
                                              " left out.", left_out),
                                 left_out));
}

/**
 * kin_open_saved_to_words:
 *
 * Returns: (transfer full): what came in, a sentence a line
 */
char *
kin_open_saved_to_words (const KinImportCounts *counts)
{
  GString *words = g_string_new (NULL);

  add_counts (words, counts);
  if (counts->stored == 0 && counts->letters == 0)
    add_sentence (words, 1, g_strdup (_("There is nothing new. What came before is here.")));
  add_sentence (words, 1, g_strdup (_("You can read it without a network.")));

  return g_string_free (words, FALSE);
}

/**
 * kin_open_stopped_to_words:
 *
 * Returns: (transfer full): what had come in before it was stopped, a sentence a line
 */
char *
kin_open_stopped_to_words (const KinImportCounts *counts)
{
  GString *words = g_string_new (NULL);

  add_counts (words, counts);
  if (words->len == 0)
    add_sentence (words, 1, g_strdup (_("Nothing new had come yet.")));
  add_sentence (words, 1, g_strdup (_("Open the file again to add the rest.")));

  return g_string_free (words, FALSE);
}
