/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-mark-words"

#include "config.h"

#include <glib/gi18n.h>

#include "kin-date-words.h"
#include "kin-mark-words.h"
#include "kin-text.h"

/* What the lab's own mark of a result says, and what we say of one that asks for quick attention:
 * on Home, on the page of the result and in lists. */

#define FOUND N_("Found (positive): the test found what it looked for.")
#define NOT_FOUND N_("Not found (negative): the test did not find what it looked for.")
#define QUICK N_("The lab marked this result as needing quick attention.")

static const char *const sentences[] = {
  [KIN_MARK_IN_RANGE] = N_("The lab marked this: in range."),
  [KIN_MARK_HIGH] = N_("The lab marked this: high."),
  [KIN_MARK_LOW] = N_("The lab marked this: low."),
  [KIN_MARK_DIFFERENT] = N_("The lab marked this as different from what it expects."),
  [KIN_MARK_FOUND] = FOUND,
  [KIN_MARK_NOT_FOUND] = NOT_FOUND,
  [KIN_MARK_UNCLEAR] = N_("The test could not tell."),
  [KIN_MARK_QUICK] = QUICK,
  [KIN_MARK_QUICK_HIGH] = QUICK,
  [KIN_MARK_QUICK_LOW] = QUICK,
};

/**
 * kin_mark_to_words:
 * @mark: what the lab marked
 * @written: (nullable): how it wrote that
 *
 * Returns: (transfer full) (nullable): it in a sentence; %NULL when nothing was marked
 */
char *
kin_mark_to_words (KinMark     mark,
                   const char *written)
{
  g_autofree char *safe = NULL;

  if (sentences[mark] != NULL)
    return g_strdup (_(sentences[mark]));
  if (mark == KIN_MARK_NONE || written == NULL)
    return NULL;

  safe = kin_text_isolate (written);
  /* Translators: %s is what the lab wrote. */
  return g_strdup_printf (_("The lab’s mark: %s. Ask what it means."), safe);
}

/* The sentence for one that is long past, with its day. */
static char *
fill_day (KinUrgency  urgency,
          KinItem    *item,
          const char *sentence)
{
  g_autofree char *day = kin_date_to_words (kin_item_get_date (item));
  g_auto (GStrv) halves = g_strsplit (sentence, "%s", 2);

  return urgency == KIN_URGENCY_PAST && day != NULL ? g_strjoinv (day, halves) : NULL;
}

/**
 * kin_urgency_to_words:
 * @urgency: not %KIN_URGENCY_NONE
 * @item: that the page is about
 *
 * Returns: (transfer full): what the lab asked for
 */
char *
kin_urgency_to_words (KinUrgency  urgency,
                      KinItem    *item)
{
  /* Translators: %s is a day. */
  char *words = fill_day (urgency, item, _("The lab marked this result on %s as needing quick"
                                           " attention."));

  return words != NULL ? words : g_strdup (_(QUICK));
}

/**
 * kin_urgency_to_need:
 * @urgency: not %KIN_URGENCY_NONE
 * @item: one of the record
 *
 * Returns: (transfer full): what the lab asked for, for Home: it does not say of which result
 */
char *
kin_urgency_to_need (KinUrgency  urgency,
                     KinItem    *item)
{
  char *words;

  if (urgency == KIN_URGENCY_NOW)
    return g_strdup (_("The lab marked a result as needing quick attention."));

  /* Translators: %s is a day. */
  words = fill_day (urgency, item, _("The lab marked a result on %s as needing quick attention."));

  return words != NULL ? words : g_strdup (_("The lab marked a result without a date as needing"
                                             " quick attention."));
}

/**
 * kin_urgency_to_advice:
 * @urgency: not %KIN_URGENCY_NONE
 *
 * Returns: what to do
 */
const char *
kin_urgency_to_advice (KinUrgency urgency)
{
  return urgency == KIN_URGENCY_NOW
           /* Translators: put the emergency number of your country in place of 911. */
           ? _("Call your clinic now. If you feel very unwell, call 911.")
           : _("If nobody has talked with you about it, ask.");
}
