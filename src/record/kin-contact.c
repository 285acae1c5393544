/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-contact"

#include "config.h"

#include <string.h>

#include "kin-contact.h"
#include "kin-words.h"

/**
 * kin_end_is_past:
 * @end: (nullable): the FHIR date with which something ends
 * @now: the time
 *
 * Returns: whether that was before the day of @now; a month or a year lasts until it is over
 */
gboolean
kin_end_is_past (const char *end,
                 GDateTime  *now)
{
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  return end != NULL && strncmp (end, today, MIN (strlen (end), strlen (today))) < 0;
}

/* https://hl7.org/fhir/R4/datatypes.html#ContactPoint */
static gboolean
is_of_use (KinJsonNode  contact,
           const char  *system,
           GDateTime   *now)
{
  KinJsonNode node = kin_json_node_get_path (contact, "period.end");
  g_autofree char *end = kin_words_from_text (node);

  return kin_json_node_equals (kin_json_node_get (contact, "system"), system) &&
         !kin_json_node_equals (kin_json_node_get (contact, "use"), "old") &&
         !kin_end_is_past (end, now);
}

/**
 * kin_contact_list:
 * @resource: somebody, or a place
 * @system: such as `phone` or `url`
 * @now: the time
 *
 * Returns: (transfer full): the numbers or addresses at which it can be reached now, as they were
 *   written
 */
GStrv
kin_contact_list (KinJsonNode  resource,
                  const char  *system,
                  GDateTime   *now)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  KinJsonNode contact;
  KinJsonIter iter;

  kin_json_iter_init (&iter, kin_json_node_get (resource, "telecom"));
  while (kin_json_iter_next (&iter, NULL, &contact))
    {
      g_autofree char *value = kin_json_node_dup_string (kin_json_node_get (contact, "value"));

      if (value != NULL && is_of_use (contact, system, now))
        g_strv_builder_add (builder, value);
    }

  return g_strv_builder_end (builder);
}
