/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-person-match"

#include "config.h"

#include <json-glib/json-glib.h>

#include "kin-clinic.h"
#include "kin-connection-private.h"
#include "kin-person-match.h"

/**
 * kin_person_match:
 * @person: open
 * @identity: whose record a portal or a file says it is
 * @joined: (nullable): the connection to a record that the portal may have put into that one
 *
 * What other portals and files say about this person counts as much as what was typed. A record
 * that was joined with another is asked about, until somebody has said yes to just that.
 *
 * Returns: how well it fits
 */
KinMatch
kin_person_match (KinPerson     *person,
                  KinIdentity   *identity,
                  KinConnection *joined)
{
  KinMatch match = kin_identity_match_person (identity, kin_person_get_name (person),
                                              kin_person_get_birth_date (person));
  gboolean is_known = kin_merge_find (identity) == KIN_MERGE_NONE;
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);
      g_autoptr (KinIdentity) known = NULL;

      known = kin_identity_parse (kin_connection_get_note (connection)->binding);
      if (known == NULL)
        continue;
      if ((connection == joined ? kin_identity_match_merged (identity, known)
                                : kin_identity_match (identity, known)) == KIN_MATCH_OTHER)
        return KIN_MATCH_OTHER;
      is_known = is_known || kin_merge_is_known (identity, known);
    }

  return match == KIN_MATCH_SAME && !is_known ? KIN_MATCH_ASK : match;
}

/**
 * kin_person_find_source:
 * @base: of a portal
 * @patient_id: (nullable): whose record it is there
 *
 * Returns: (nullable) (transfer none): the connection to that portal, if there is one
 */
KinConnection *
kin_person_find_source (KinPerson  *person,
                        const char *base,
                        const char *patient_id)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      /* The person keeps it alive. */
      if (g_strcmp0 (kin_connection_get_base (connection), base) == 0 &&
          g_strcmp0 (kin_connection_get_patient_id (connection), patient_id) == 0)
        return connection;
    }

  return NULL;
}

static gboolean
was_joined (KinConnection *connection,
            KinIdentity   *identity,
            const char    *granted)
{
  const char *id = kin_connection_get_patient_id (connection);

  return kin_connection_get_state (connection) == KIN_CONNECTION_MERGED ||
         g_strcmp0 (id, granted) == 0 || kin_merge_has_taken_in (identity, id);
}

static gboolean
is_joined_at (KinConnection *connection,
              const char    *base,
              KinIdentity   *identity,
              const char    *granted)
{
  return g_strcmp0 (kin_connection_get_base (connection), base) == 0 &&
         g_strcmp0 (kin_connection_get_patient_id (connection),
                    kin_identity_get_id (identity)) != 0 &&
         was_joined (connection, identity, granted);
}

/* A connection to another record, in whose place this one stands. */
static KinConnection *
find_joined (KinPerson   *person,
             const char  *base,
             KinIdentity *identity,
             const char  *granted)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      /* The person keeps it alive. */
      if (is_joined_at (connection, base, identity, granted))
        return connection;
    }

  return NULL;
}

/**
 * kin_person_list_joined:
 * @base: of a portal
 * @identity: whose record it opened, and somebody said yes to
 * @granted: the id that it granted for that
 *
 * Returns: (transfer full) (element-type KinConnection): the connections to other records that go
 *   on in that one, and have not come to an end
 */
GPtrArray *
kin_person_list_joined (KinPerson   *person,
                        const char  *base,
                        KinIdentity *identity,
                        const char  *granted)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      if (is_joined_at (connection, base, identity, granted) &&
          !kin_connection_state_is_over (kin_connection_get_state (connection)))
        g_ptr_array_add (joined, g_steal_pointer (&connection));
    }

  return joined;
}

/* The same portal has opened another record for this person before. Two children behind one
 * login look like that, so that somebody has to compare them, however alike they are. */
static gboolean
is_another_record (KinPerson   *person,
                   const char  *base,
                   KinIdentity *identity)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) known = g_list_model_get_item (G_LIST_MODEL (person), i);

      if (g_strcmp0 (kin_connection_get_base (known), base) == 0 &&
          g_strcmp0 (kin_connection_get_patient_id (known), kin_identity_get_id (identity)) != 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * kin_person_match_portal:
 * @base: of a portal
 * @identity: whose record it opened
 * @granted: the id that it granted, which may be of a record that was put into that one
 * @joined: (inout) (transfer full) (nullable): the connection in whose place the record stands;
 *   %NULL also where it has one of its own
 * @merge: (out): what the portal says, or shows, about records that it joined
 *
 * kin_person_match() for what a portal opened after a sign-in.
 */
KinMatch
kin_person_match_portal (KinPerson      *person,
                         const char     *base,
                         KinIdentity    *identity,
                         const char     *granted,
                         KinConnection **joined,
                         KinMerge       *merge)
{
  gboolean is_other_id = g_strcmp0 (kin_identity_get_id (identity), granted) != 0;
  gboolean is_new = kin_person_find_source (person, base, kin_identity_get_id (identity)) == NULL;
  KinConnection *replaced = find_joined (person, base, identity, granted);
  KinMatch match = kin_person_match (person, identity, replaced);

  g_clear_object (joined);
  if (is_new)
    g_set_object (joined, replaced);
  *merge = kin_merge_find (identity);
  /* Not who was granted, and not who is known: nothing speaks for its being the same person. */
  if (match == KIN_MATCH_ASK && is_other_id && replaced == NULL && *merge == KIN_MERGE_NONE)
    return KIN_MATCH_OTHER;
  if (*merge == KIN_MERGE_NONE && (replaced != NULL || is_other_id))
    *merge = KIN_MERGE_OF;

  return match == KIN_MATCH_SAME && (is_other_id || is_another_record (person, base, identity))
         ? KIN_MATCH_ASK : match;
}

/**
 * kin_person_match_trial:
 * @vendor: (nullable): who made the portal
 * @match: how well its record fits otherwise
 *
 * Nobody at a portal for trying things out is real: a sample record takes anybody from there, and
 * the record of a real person nobody, whatever the name.
 *
 * Returns: how well it fits
 */
KinMatch
kin_person_match_trial (KinPerson  *person,
                        const char *vendor,
                        KinMatch    match)
{
  if (vendor == NULL || !g_str_has_prefix (vendor, KIN_TRIAL_VENDOR))
    return match;
  if (!kin_person_get_is_sample (person))
    return KIN_MATCH_OTHER;

  return match == KIN_MATCH_OTHER ? KIN_MATCH_ASK : match;
}

/* Says that the record @id was put into @patient, as a portal would
 * (https://hl7.org/fhir/R4/patient.html#links). */
static void
add_replaced (JsonObject *patient,
              const char *id)
{
  JsonNode *node = json_object_get_member (patient, "link");
  JsonArray *links = node != NULL && JSON_NODE_HOLDS_ARRAY (node)
                     ? json_array_ref (json_node_get_array (node)) : json_array_new ();
  JsonObject *link = json_object_new ();
  JsonObject *other = json_object_new ();
  g_autofree char *reference = g_strconcat ("Patient/", id, NULL);

  json_object_set_string_member (other, "reference", reference);
  json_object_set_string_member (link, "type", "replaces");
  json_object_set_object_member (link, "other", other);
  json_array_add_object_element (links, link);
  json_object_set_array_member (patient, "link", links);
}

/**
 * kin_person_match_to_binding:
 * @identity: whose record a portal opened, and somebody said yes to
 * @granted: the id that the portal granted for it
 *
 * Where that is the id of another record, somebody said yes to that as well: it was put into this
 * one, so that what is granted for it stays good.
 *
 * Returns: (transfer full): what is remembered with the connection
 */
char *
kin_person_match_to_binding (KinIdentity *identity,
                             const char  *granted)
{
  g_autofree char *text = kin_identity_to_text (identity);
  g_autoptr (JsonNode) root = NULL;

  if (granted == NULL || g_strcmp0 (kin_identity_get_id (identity), granted) == 0 ||
      kin_merge_has_taken_in (identity, granted))
    return g_steal_pointer (&text);

  /* A portal may have sent letters that are cut in half, which JSON-GLib does not take. */
  root = json_from_string (text, NULL);
  if (root == NULL)
    return g_steal_pointer (&text);

  add_replaced (json_node_get_object (root), granted);
  return json_to_string (root, FALSE);
}

static gboolean
is_from (const KinConnectionNote *note,
         KinIdentity             *identity)
{
  g_autoptr (KinIdentity) known = NULL;

  if (identity == NULL || note->binding == NULL)
    return TRUE;

  known = kin_identity_parse (note->binding);
  return known != NULL && kin_identity_is_same_entry (known, identity);
}

/**
 * kin_person_find_file_source:
 * @patient_id: (nullable): the id of the patient in the files
 * @identity: (nullable): whose record the files say it is
 *
 * Where files of one server came in before. Servers give out the same short ids, and “Condition/1”
 * of one must not take the place of “Condition/1” of another; an id that is unique in the world
 * is enough by itself.
 *
 * Returns: (nullable) (transfer none): that source, if there is one
 */
KinConnection *
kin_person_find_file_source (KinPerson   *person,
                             const char  *patient_id,
                             KinIdentity *identity)
{
  gboolean unique = patient_id != NULL && g_uuid_string_is_valid (patient_id);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (person));

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (KinConnection) connection = g_list_model_get_item (G_LIST_MODEL (person), i);

      /* The person keeps it alive. */
      if (kin_connection_get_base (connection) == NULL &&
          g_strcmp0 (kin_connection_get_patient_id (connection), patient_id) == 0 &&
          (unique || is_from (kin_connection_get_note (connection), identity)))
        return connection;
    }

  return NULL;
}
