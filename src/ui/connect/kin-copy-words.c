/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-copy-words"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "kin-copy-words.h"
#include "kin-date-words.h"
#include "kin-text.h"

/* Below 0: still to come, 0: today, above: over. */
static int
compare_with_due (GDateTime          *now,
                  const KinAskedCopy *copy)
{
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return strcmp (today, copy->due);
}

/**
 * kin_copy_due_to_words:
 * @now: the time, where the person is
 *
 * Returns: (transfer full): when an answer is due, or was
 */
char *
kin_copy_due_to_words (const KinAskedCopy *copy,
                       GDateTime          *now)
{
  g_autofree char *day = kin_date_to_words (copy->due);
  int order = compare_with_due (now, copy);

  if (order == 0)
    return g_strdup (_("An answer is due today."));

  if (order > 0)
    /* Translators: %s is a day. */
    return g_strdup_printf (_("An answer was due on %s."), day);

  /* Translators: %s is a day. */
  return g_strdup_printf (_("An answer is due on %s."), day);
}

/**
 * kin_copy_need_to_words:
 * @now: the time, where the person is
 *
 * Returns: (transfer full) (nullable): what needs the person; %NULL before it is due
 */
char *
kin_copy_need_to_words (const KinAskedCopy *copy,
                        GDateTime          *now)
{
  g_autofree char *clinic = kin_text_isolate (copy->clinic);
  g_autofree char *day = kin_date_to_words (copy->due);
  int order = compare_with_due (now, copy);

  if (order < 0)
    return NULL;
  if (order == 0)
    /* Translators: %s is a clinic. */
    return g_strdup_printf (_("The copy you asked %s for is due today."), clinic);

  /* Translators: a clinic, and a day. */
  return g_strdup_printf (_("The copy you asked %1$s for was due on %2$s."), clinic, day);
}
