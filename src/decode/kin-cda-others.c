/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-cda-others"

#include "config.h"

#include "kin-cda-statement.h"

/* Around the person: the family, who pays, who cares, and what is in the body. */

#define AGE_AT_ONSET "445518008"

/* The family */

static void
append_family_condition (KinCda     *self,
                         JsonObject *history,
                         xmlNode    *observation)
{
  xmlNode *age = kin_cda_find_related (observation, NULL, "observation", AGE_AT_ONSET);
  JsonObject *concept;
  JsonObject *condition;

  if (kin_cda_is_denied (observation) || kin_cda_tree_is_null (observation))
    return;

  concept = kin_cda_choose_name (self, observation,
                                 kin_cda_concept (self, kin_cda_tree_get (observation, "value")));
  if (concept == NULL)
    return;

  condition = json_object_new ();
  kin_cda_put (condition, "code", concept);
  kin_cda_put (condition, "onsetAge", kin_cda_quantity (kin_cda_tree_get (age, "value")));
  kin_cda_append (history, "condition", condition);
}

void
kin_cda_read_family (KinCda  *self,
                     xmlNode *entry,
                     xmlNode *section)
{
  KIN_CDA_FOR_EACH (organizer, entry, "organizer")
    {
      xmlNode *relative = kin_cda_tree_get (organizer, "subject/relatedSubject");
      JsonObject *who = kin_cda_concept (self, kin_cda_tree_get (relative, "code"));
      KinCdaEntry *history;

      if (!kin_cda_has_words (who))
        {
          g_clear_pointer (&who, json_object_unref);
          continue;
        }

      history = kin_cda_add (self, "FamilyMemberHistory", organizer);
      kin_cda_set (history->body, "status", "completed");
      kin_cda_put (history->body, "relationship", who);
      KIN_CDA_FOR_EACH (component, organizer, "component")
        KIN_CDA_FOR_EACH (observation, component, "observation")
          append_family_condition (self, history->body, observation);
    }
}

/* Insurance */

static xmlNode *
find_participant (xmlNode    *statement,
                  const char *type)
{
  KIN_CDA_FOR_EACH (participant, statement, "participant")
    if (kin_cda_tree_has (participant, "typeCode", type))
      return participant;

  return NULL;
}

/* Who pays, and not who answers for the bill. */
static JsonObject *
find_payer (xmlNode *policy)
{
  KIN_CDA_FOR_EACH (performer, policy, "performer")
    {
      xmlNode *entity = kin_cda_tree_get (performer, "assignedEntity");
      xmlNode *name = kin_cda_tree_get (entity, "representedOrganization/name");

      if (!kin_cda_tree_has (kin_cda_tree_get (entity, "code"), "code", "GUAR"))
        return kin_cda_text_new ("display", kin_cda_tree_dup_text (name, KIN_CDA_LONGEST_NAME));
    }

  return NULL;
}

static void
add_coverage (KinCda  *self,
              xmlNode *policy)
{
  xmlNode *covered = find_participant (policy, "COV");
  xmlNode *role = kin_cda_tree_get (covered, "participantRole");
  JsonObject *payer = find_payer (policy);
  KinCdaEntry *coverage;

  if (payer == NULL || kin_cda_is_denied (policy))
    {
      g_clear_pointer (&payer, json_object_unref);
      return;
    }

  coverage = kin_cda_add (self, "Coverage", policy);
  kin_cda_append (coverage->body, "payor", payer);
  kin_cda_put (coverage->body, "type", kin_cda_concept (self, kin_cda_tree_get (policy, "code")));
  kin_cda_take (coverage->body, "subscriberId",
                kin_cda_tree_dup (kin_cda_tree_get (role, "id"), "extension"));
  kin_cda_put (coverage->body, "relationship",
               kin_cda_concept (self, kin_cda_tree_get (role, "code")));
  kin_cda_put (coverage->body, "period", kin_cda_period (kin_cda_tree_get (covered, "time")));
}

void
kin_cda_read_payer (KinCda  *self,
                    xmlNode *entry,
                    xmlNode *section)
{
  KIN_CDA_FOR_EACH (act, entry, "act")
    KIN_CDA_FOR_EACH_RELATED (policy, act, "COMP", "act")
      add_coverage (self, policy);
}

/* The care team */

static void
append_member (KinCda     *self,
               JsonObject *team,
               xmlNode    *performer)
{
  xmlNode *function = kin_cda_tree_get (performer, "functionCode");
  xmlNode *code = kin_cda_tree_is_null (function)
                  ? kin_cda_tree_get (performer, "assignedEntity/code") : function;
  JsonObject *who = kin_cda_text_new ("display", kin_cda_dup_who (performer));
  JsonObject *member;

  if (who == NULL)
    return;

  member = json_object_new ();
  kin_cda_append (member, "role", kin_cda_concept (self, code));
  kin_cda_put (member, "member", who);
  kin_cda_append (team, "participant", member);
}

void
kin_cda_read_team (KinCda  *self,
                   xmlNode *entry,
                   xmlNode *section)
{
  KIN_CDA_FOR_EACH (organizer, entry, "organizer")
    {
      KinCdaEntry *team = kin_cda_add (self, "CareTeam", organizer);
      g_autofree char *status = kin_cda_dup_status (organizer);

      kin_cda_set (team->body, "status", g_strcmp0 (status, "active") == 0 ? "active" : NULL);
      kin_cda_take (team->body, "name", kin_cda_tree_dup_text (kin_cda_tree_get (section, "title"),
                                                               KIN_CDA_LONGEST_NAME));
      kin_cda_put (team->body, "period",
                   kin_cda_period (kin_cda_tree_get (organizer, "effectiveTime")));
      KIN_CDA_FOR_EACH (component, organizer, "component")
        KIN_CDA_FOR_EACH (act, component, "act")
          KIN_CDA_FOR_EACH (performer, act, "performer")
            append_member (self, team->body, performer);
      if (!json_object_has_member (team->body, "participant"))
        g_ptr_array_remove (self->entries, team);
    }
}

static gboolean
has_team (KinCda *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    if (g_str_equal (((KinCdaEntry *) g_ptr_array_index (self->entries, i))->type, "CareTeam"))
      return TRUE;

  return FALSE;
}

/**
 * kin_cda_read_carers:
 *
 * Adds who cares for the person as the head of the document says it, where no section does. Without
 * the time that the document is about: the same people in the next document are the same team.
 */
void
kin_cda_read_carers (KinCda *self)
{
  KinCdaEntry *team;

  if (has_team (self))
    return;

  team = kin_cda_add (self, "CareTeam", NULL);
  KIN_CDA_FOR_EACH (documentation, self->root, "documentationOf")
    KIN_CDA_FOR_EACH (event, documentation, "serviceEvent")
      if (kin_cda_tree_has (event, "classCode", "PCPR"))
        KIN_CDA_FOR_EACH (performer, event, "performer")
          append_member (self, team->body, performer);
  if (!json_object_has_member (team->body, "participant"))
    g_ptr_array_remove (self->entries, team);
}

/* Equipment */

/* The number on a device: https://hl7.org/fhir/R4/device-definitions.html#Device.udiCarrier */
static void
append_number (JsonObject *device,
               xmlNode    *role)
{
  KIN_CDA_FOR_EACH (id, role, "id")
    if (kin_cda_tree_has (id, "root", "2.16.840.1.113883.3.3719"))
      kin_cda_append (device, "udiCarrier",
                      kin_cda_text_new ("carrierHRF", kin_cda_tree_dup (id, "extension")));
}

static void
add_device (KinCda  *self,
            xmlNode *statement,
            xmlNode *code,
            xmlNode *role)
{
  JsonObject *name = kin_cda_concept (self, code);
  KinCdaEntry *device;

  if (!kin_cda_has_words (name))
    {
      g_clear_pointer (&name, json_object_unref);
      return;
    }

  device = kin_cda_add (self, "Device", role != NULL ? role : statement);
  kin_cda_put (device->body, "type", name);
  append_number (device->body, role);
}

static void
add_devices (KinCda  *self,
             xmlNode *statement)
{
  xmlNode *product = kin_cda_tree_get (statement, "product/manufacturedProduct/"
                                                  "manufacturedMaterial/code");

  if (kin_cda_is_denied (statement) || !kin_cda_tree_has (statement, "moodCode", "EVN"))
    return;

  add_device (self, statement, product, NULL);
  KIN_CDA_FOR_EACH (participant, statement, "participant")
    {
      xmlNode *role = kin_cda_tree_get (participant, "participantRole");

      add_device (self, statement, kin_cda_tree_get (role, "playingDevice/code"), role);
    }
}

void
kin_cda_read_equipment (KinCda  *self,
                        xmlNode *entry,
                        xmlNode *section)
{
  static const char * const names[] = { "procedure", "supply" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      KIN_CDA_FOR_EACH (statement, entry, names[i])
        add_devices (self, statement);
      KIN_CDA_FOR_EACH (organizer, entry, "organizer")
        KIN_CDA_FOR_EACH (component, organizer, "component")
          KIN_CDA_FOR_EACH (statement, component, names[i])
            add_devices (self, statement);
    }
}
