/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-plans"

#include "config.h"

#include <string.h>

#include "kin-cda-statement.h"

/* What is planned: appointments, what was asked for, and goals. Nothing of it has happened. */

/* https://hl7.org/fhir/R4/valueset-appointmentstatus.html: it may be called off, or only be wished
 * for. */
static const char *
get_appointment_status (xmlNode *encounter)
{
  static const char * const states[][2] = {
    { "nullified", "entered-in-error" }, { "cancelled", "cancelled" }, { "aborted", "cancelled" },
  };
  const char *status = kin_cda_find_status (encounter, states, G_N_ELEMENTS (states));

  if (status != NULL)
    return status;

  return kin_cda_tree_has (encounter, "moodCode", "APT") ||
         kin_cda_tree_has (encounter, "moodCode", "PRMS") ? "booked" : "proposed";
}

static void
append_participant (JsonObject *appointment,
                    JsonObject *actor)
{
  JsonObject *participant;

  if (actor == NULL)
    return;

  participant = json_object_new ();
  kin_cda_put (participant, "actor", actor);
  kin_cda_append (appointment, "participant", participant);
}

static void
add_appointment (KinCda  *self,
                 xmlNode *encounter)
{
  xmlNode *time = kin_cda_tree_get (encounter, "effectiveTime");
  JsonObject *name = kin_cda_choose_name (self, encounter,
                                          kin_cda_concept (self, kin_cda_tree_get (encounter,
                                                                                   "code")));
  g_autofree char *start = kin_cda_dup_start (time);
  KinCdaEntry *entry;

  if (name == NULL)
    return;

  entry = kin_cda_add (self, "Appointment", encounter);
  kin_cda_set (entry->body, "status", get_appointment_status (encounter));
  kin_cda_append (entry->body, "serviceType", name);
  /* Less than a moment is what somebody asked for. */
  if (start != NULL && strchr (start, 'T') != NULL)
    kin_cda_set (entry->body, "start", start);
  else
    kin_cda_append (entry->body, "requestedPeriod", kin_cda_text_new ("start",
                                                                      g_steal_pointer (&start)));
  append_participant (entry->body, kin_cda_text_new ("reference", g_strdup (self->patient)));
  KIN_CDA_FOR_EACH (performer, encounter, "performer")
    append_participant (entry->body, kin_cda_text_new ("display", kin_cda_dup_who (performer)));
}

/* https://hl7.org/fhir/R4/valueset-request-status.html */
static const char *
get_request_status (xmlNode *statement)
{
  static const char * const states[][2] = {
    { "active", "active" }, { "completed", "completed" }, { "cancelled", "revoked" },
    { "aborted", "revoked" }, { "nullified", "entered-in-error" },
  };
  const char *status = kin_cda_find_status (statement, states, G_N_ELEMENTS (states));

  return status != NULL ? status : "unknown";
}

static void
add_request (KinCda  *self,
             xmlNode *statement)
{
  gboolean is_order = kin_cda_tree_has (statement, "moodCode", "RQO");
  JsonObject *name = kin_cda_choose_name (self, statement,
                                          kin_cda_concept (self, kin_cda_tree_get (statement,
                                                                                   "code")));
  KinCdaEntry *entry;

  if (name == NULL)
    return;

  entry = kin_cda_add (self, "ServiceRequest", statement);
  kin_cda_set (entry->body, "status", get_request_status (statement));
  kin_cda_set (entry->body, "intent", is_order ? "order" : "plan");
  kin_cda_put (entry->body, "code", name);
  kin_cda_set_when (entry->body, "occurrence", kin_cda_tree_get (statement, "effectiveTime"));
  kin_cda_append_reasons (self, entry->body, statement);
  kin_cda_append_notes (self, entry->body, statement);
}

/* “Weight” is a goal only with what it is to be. */
static JsonObject *
make_target (KinCda  *self,
             xmlNode *goal)
{
  g_autoptr (JsonObject) said = json_object_new ();
  JsonObject *target = NULL;

  kin_cda_set_value (self, said, kin_cda_tree_get (goal, "value"));
  if (json_object_has_member (said, "valueQuantity"))
    {
      target = json_object_new ();
      kin_cda_put (target, "detailQuantity",
                   json_object_ref (json_object_get_object_member (said, "valueQuantity")));
    }
  else if (json_object_has_member (said, "valueString"))
    {
      target = json_object_new ();
      kin_cda_set (target, "detailString", json_object_get_string_member (said, "valueString"));
    }

  return target;
}

/* https://hl7.org/fhir/R4/valueset-goal-status.html has no word for what nobody knows. */
static const char *
get_goal_status (xmlNode *goal)
{
  static const char * const states[][2] = {
    { "completed", "completed" }, { "cancelled", "cancelled" }, { "aborted", "cancelled" },
    { "nullified", "entered-in-error" },
  };
  const char *status = kin_cda_find_status (goal, states, G_N_ELEMENTS (states));

  return status != NULL ? status : "active";
}

static void
add_goal (KinCda  *self,
          xmlNode *goal)
{
  JsonObject *name = kin_cda_choose_name (self, goal,
                                          kin_cda_concept (self, kin_cda_tree_get (goal, "code")));
  KinCdaEntry *entry;

  if (name == NULL)
    return;

  entry = kin_cda_add (self, "Goal", goal);
  kin_cda_set (entry->body, "lifecycleStatus", get_goal_status (goal));
  kin_cda_put (entry->body, "description", name);
  kin_cda_take (entry->body, "startDate", kin_cda_dup_start (kin_cda_tree_get (goal,
                                                                               "effectiveTime")));
  kin_cda_append (entry->body, "target", make_target (self, goal));
  kin_cda_append_notes (self, entry->body, goal);
}

static gboolean
is_planned (xmlNode *statement)
{
  return !kin_cda_tree_has (statement, "moodCode", "EVN") && !kin_cda_is_denied (statement) &&
         !kin_cda_tree_is_null (statement);
}

void
kin_cda_read_plan (KinCda  *self,
                   xmlNode *entry,
                   xmlNode *section)
{
  static const char * const names[] = { "procedure", "observation", "act" };

  KIN_CDA_FOR_EACH (encounter, entry, "encounter")
    if (is_planned (encounter))
      add_appointment (self, encounter);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    KIN_CDA_FOR_EACH (statement, entry, names[i])
      if (is_planned (statement) && kin_cda_tree_has (statement, "moodCode", "GOL"))
        add_goal (self, statement);
      else if (is_planned (statement))
        add_request (self, statement);
}
