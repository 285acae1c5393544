/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-bundle-person"

#include "config.h"

#include <string.h>

#include "kin-bundle-private.h"
#include "kin-kind-private.h"
#include "kin-path-private.h"
#include "kin-reference.h"

/* Elements that say whose a resource is, in whatever type they stand: those that
 * lead into the patient compartment, https://hl7.org/fhir/R4/compartmentdefinition-patient.html */
static const char *const usual_owners[] = {
  "subject", "patient", "beneficiary", "for", "individual", "candidate",
};

/* What one reference says about whose the resource is. */
typedef enum
{
  VERDICT_NOBODY,               /* it names no patient */
  VERDICT_BOUND,
  VERDICT_UNKNOWN,              /* whom it names cannot be told */
  VERDICT_OTHER,
} Verdict;

typedef struct
{
  KinBundle  *bundle;
  const char *patient_id;
  GPtrArray  *bases;            /* addresses of the server that was asked */
  GHashTable *by_address;       /* fullUrl → KinEntry, or NULL when two share it; made when asked */
  char       *own_reference;    /* `Patient/id` */
  char       *own_address;      /* a URN that was found to be the person */
} Check;

typedef struct
{
  Check       *check;
  gboolean     foreign;         /* the address of the entry is on another server */
  KinJsonNode  container;
  gboolean     weak;
  guint        n[VERDICT_OTHER + 1];
} Tally;

static gboolean
is_ours (Check            *check,
         KinReferencePart  base)
{
  g_autofree char *other = NULL;

  for (guint i = 0; i < check->bases->len; i++)
    {
      if (kin_reference_part_equals (base, g_ptr_array_index (check->bases, i)))
        return TRUE;
    }

  other = g_strndup (base.start, base.length);
  for (guint i = 0; i < check->bases->len; i++)
    {
      if (kin_base_equals (g_ptr_array_index (check->bases, i), other))
        return TRUE;
    }

  return FALSE;
}

/* Whether the address of an entry says that it is from another server. */
static gboolean
is_foreign (Check      *check,
            const char *address)
{
  KinReferenceView reference;

  if (address == NULL || check->bases->len == 0 || g_str_has_prefix (address, "urn:"))
    return FALSE;

  kin_reference_view_text (&reference, address);

  return reference.style == KIN_REFERENCE_ABSOLUTE && !is_ours (check, reference.base);
}

static Verdict
judge_name (Check            *check,
            KinReferencePart  type,
            KinReferencePart  id)
{
  if (kin_reference_part_equals (type, "Patient"))
    return kin_reference_part_equals (id, check->patient_id) ? VERDICT_BOUND : VERDICT_OTHER;

  /* A group has members, and who they are is not said here. */
  return kin_reference_part_equals (type, "Group") ? VERDICT_UNKNOWN : VERDICT_NOBODY;
}

static void
index_addresses (Check *check)
{
  GArray *entries = check->bundle->entries;

  if (check->by_address != NULL)
    return;

  check->by_address = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < entries->len; i++)
    {
      KinEntry *entry = &g_array_index (entries, KinEntry, i);
      gpointer found;

      if (entry->address == NULL)
        continue;
      if (!g_hash_table_lookup_extended (check->by_address, entry->address, NULL, &found))
        g_hash_table_insert (check->by_address, (gpointer) entry->address, entry);
      else if (found == NULL || !g_str_equal (((KinEntry *) found)->type, entry->type)
               || !g_str_equal (((KinEntry *) found)->id, entry->id))
        g_hash_table_insert (check->by_address, (gpointer) entry->address, NULL);
    }
}

static Verdict
judge_contained (KinJsonNode      container,
                 KinReferencePart part)
{
  g_autofree char *id = g_strndup (part.start, part.length);
  KinJsonNode type = kin_json_node_get (kin_contained_find (container, id), "resourceType");

  /* A contained patient has no id of its own that could be compared. */
  if (kin_json_node_get_type (type) != KIN_JSON_STRING || kin_json_node_equals (type, "Patient")
      || kin_json_node_equals (type, "Group"))
    return VERDICT_UNKNOWN;

  return VERDICT_NOBODY;
}

/* Files carry addresses of servers inside a clinic. An id that is unique in
 * the world names the same patient there. */
static gboolean
is_person_of_file (Check            *check,
                   KinReferencePart  id)
{
  return check->bases->len == 0 && kin_reference_part_equals (id, check->patient_id)
         && g_uuid_string_is_valid (check->patient_id);
}

static Verdict
judge_absolute (Check                  *check,
                const KinReferenceView *reference)
{
  if (is_ours (check, reference->base) || is_person_of_file (check, reference->id))
    return judge_name (check, reference->type, reference->id);

  /* A patient of another server may be this one or not. */
  return kin_reference_part_equals (reference->type, "Patient")
         || kin_reference_part_equals (reference->type, "Group") ? VERDICT_UNKNOWN
                                                                  : VERDICT_NOBODY;
}

/* It names an entry of the same Bundle. */
static Verdict
judge_urn (Check            *check,
           KinReferencePart  urn)
{
  g_autofree char *text = g_strndup (urn.start, urn.length);
  const KinEntry *entry;
  Verdict verdict;

  index_addresses (check);
  entry = g_hash_table_lookup (check->by_address, text);
  if (entry == NULL)
    return VERDICT_UNKNOWN;

  verdict = judge_name (check, (KinReferencePart) { entry->type, strlen (entry->type) },
                        (KinReferencePart) { entry->id, strlen (entry->id) });
  if (verdict == VERDICT_BOUND)
    {
      g_free (check->own_address);
      check->own_address = g_steal_pointer (&text);
    }

  return verdict;
}

static gboolean
is_known_as_own (const Tally *tally,
                 KinJsonNode  reference)
{
  const Check *check = tally->check;

  if (check->own_address != NULL && kin_json_node_equals (reference, check->own_address))
    return TRUE;

  return !tally->foreign && kin_json_node_equals (reference, check->own_reference);
}

static Verdict
judge (Tally       *tally,
       KinJsonNode  node)
{
  KinJsonNode text = kin_json_node_get (node, "reference");
  g_autofree char *spelled_out G_GNUC_UNUSED = NULL;
  KinReferenceView reference;

  /* Nearly all of them read alike. */
  if (is_known_as_own (tally, text))
    return VERDICT_BOUND;

  spelled_out = kin_reference_view_node (&reference, text);
  switch (reference.style)
    {
    case KIN_REFERENCE_RELATIVE:
      if (tally->foreign)
        return kin_reference_part_equals (reference.type, "Patient") ? VERDICT_UNKNOWN
                                                                     : VERDICT_NOBODY;
      return judge_name (tally->check, reference.type, reference.id);
    case KIN_REFERENCE_ABSOLUTE:
      return judge_absolute (tally->check, &reference);
    case KIN_REFERENCE_CONTAINED:
      return judge_contained (tally->container, reference.id);
    case KIN_REFERENCE_URN:
      return judge_urn (tally->check, reference.text);
    case KIN_REFERENCE_NONE:
    case KIN_REFERENCE_ODD:
    default:
      return VERDICT_UNKNOWN;
    }
}

static gboolean
count (KinJsonNode node,
       gpointer    user_data)
{
  Tally *tally = user_data;
  Verdict verdict = judge (tally, node);

  /* Among the participants of an appointment many are known by name only. */
  if (!tally->weak || verdict != VERDICT_UNKNOWN)
    tally->n[verdict]++;

  return FALSE;
}

static gboolean
is_usual_owner (KinJsonNode name)
{
  gsize length;
  const char *raw = kin_json_node_peek_text (name, &length);

  for (guint i = 0; i < G_N_ELEMENTS (usual_owners); i++)
    {
      /* This is asked of every member there is, so the first letter goes first. */
      if ((raw[1] == usual_owners[i][0] || raw[1] == '\\')
          && kin_json_node_equals (name, usual_owners[i]))
        return TRUE;
    }

  return FALSE;
}

static void
count_owners (Tally         *tally,
              const KinKind *kind,
              KinJsonNode    resource)
{
  KinJsonIter iter;
  KinJsonNode name, value;

  /* One walk over the members costs less than asking for each of the names. */
  kin_json_iter_init (&iter, resource);
  while (kin_json_node_get_type (resource) == KIN_JSON_OBJECT
         && kin_json_iter_next (&iter, &name, &value))
    {
      if (is_usual_owner (name))
        kin_path_visit (value, "", count, tally);
    }

  tally->weak = TRUE;
  for (guint i = 0; kind->owners[i] != NULL; i++)
    {
      const char *path = kind->owners[i];

      /* "?": counts only where the usual ones are silent. */
      if (*path == '?' && tally->n[VERDICT_BOUND] > 0)
        continue;
      kin_path_visit (resource, path + (*path == '?' ? 1 : 0), count, tally);
    }
  tally->weak = FALSE;
}

/* What is contained need not say whose it is, but may not say that it is another's. */
static gboolean
contains_another (Tally       *tally,
                  KinJsonNode  resource)
{
  KinJsonNode contained = kin_json_node_get (resource, "contained");
  Tally inner = { tally->check, tally->foreign, resource };
  KinJsonIter iter;
  KinJsonNode node;

  kin_json_iter_init (&iter, contained);
  while (kin_json_iter_next (&iter, NULL, &node))
    {
      g_autofree char *type = kin_json_node_dup_string (kin_json_node_get (node, "resourceType"));

      count_owners (&inner, kin_kind_find (type != NULL ? type : ""), node);
    }

  return inner.n[VERDICT_OTHER] > 0;
}

static const char *
find_doubt_about_patient (Check          *check,
                          const KinEntry *entry,
                          KinJsonNode     patient)
{
  g_autoptr (KinReference) address = kin_reference_new (entry->address);
  KinJsonNode links = kin_json_node_get (patient, "link");
  KinJsonIter iter;
  KinJsonNode link;

  if (!g_str_equal (entry->id, check->patient_id))
    return "a patient without an id";
  if (is_foreign (check, entry->address))
    return "the address of the patient is on another server";
  if (address->id != NULL && !g_str_equal (address->id, entry->id))
    return "the address of the patient names another";

  kin_json_iter_init (&iter, links);
  while (kin_json_iter_next (&iter, NULL, &link))
    {
      if (kin_json_node_equals (kin_json_node_get (link, "type"), "replaced-by"))
        return "the clinic has replaced this patient by another";
    }

  return NULL;
}

static const char *
find_doubt (const Tally   *tally,
            const KinKind *kind)
{
  if (tally->n[VERDICT_UNKNOWN] > 0)
    return "whom it is about cannot be told";
  if (tally->n[VERDICT_BOUND] > 0 || kind->owner == KIN_OWNER_NO_ONE)
    return NULL;
  if (tally->n[VERDICT_NOBODY] > 0)
    return "it is about something that is not a patient";

  return "it does not say whom it is about";
}

/* Returns whether it is another person's; sets the state of @entry otherwise. */
static gboolean
is_of_another (Check    *check,
               KinEntry *entry)
{
  KinJsonNode resource = { check->bundle->json, entry->resource };
  const KinKind *kind = entry->kind;
  Tally tally = { check, is_foreign (check, entry->address), resource };

  if (g_str_equal (entry->type, "Patient"))
    {
      if (entry->own_id && !g_str_equal (entry->id, check->patient_id))
        return TRUE;
      entry->reason = find_doubt_about_patient (check, entry, resource);
    }
  else
    {
      count_owners (&tally, kind, resource);
      if (tally.n[VERDICT_OTHER] > 0)
        return TRUE;
      entry->reason = find_doubt (&tally, kind);
    }

  if (contains_another (&tally, resource))
    return TRUE;
  if (entry->reason != NULL)
    entry->state = KIN_ENTRY_QUARANTINE;

  return FALSE;
}

/* The base in `https://server/base/Observation?patient=1`. */
static char *
dup_base_of_search (const char *link)
{
  g_autofree char *path = g_strndup (link, strcspn (link, "?#"));
  const char *host = strstr (path, "://");
  char *slash;

  if (host == NULL)
    return NULL;

  host += strlen ("://");
  /* At the latest the slashes before the host end it. */
  while ((slash = strrchr (path, '/')) > host)
    {
      const char *step = slash + 1;

      *slash = '\0';
      if (*kin_kind_find (step)->type != '\0')
        return g_steal_pointer (&path);
    }

  return NULL;
}

static void
add_base (Check      *check,
          const char *base)
{
  if (base != NULL && !is_ours (check, (KinReferencePart) { base, strlen (base) }))
    g_ptr_array_add (check->bases, g_strdup (base));
}

/* A file says by the address of its patient which server it is from. */
static void
add_base_of_patient (Check *check)
{
  for (guint i = 0; i < check->bundle->entries->len; i++)
    {
      const KinEntry *entry = &g_array_index (check->bundle->entries, KinEntry, i);

      if (g_str_equal (entry->type, "Patient") && g_str_equal (entry->id, check->patient_id))
        {
          g_autoptr (KinReference) address = kin_reference_new (entry->address);

          add_base (check, address->base);
        }
    }
}

static gboolean
check_entries (Check   *check,
               GArray  *entries,
               GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      KinEntry *entry = &g_array_index (entries, KinEntry, i);

      if (entry->state == KIN_ENTRY_OUTCOME || entry->state == KIN_ENTRY_QUARANTINE)
        continue;
      if (is_of_another (check, entry))
        {
          g_set_error_literal (error, KIN_RECORD_ERROR, KIN_RECORD_ERROR_OTHER_PERSON,
                               "The page holds data of another patient");
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * kin_bundle_check_person:
 * @self: a Bundle
 * @base: (nullable): the base address of the server that was asked; %NULL for a file
 * @patient_id: the patient that the connection or the import is bound to
 * @error: return location, in the domain %KIN_RECORD_ERROR
 *
 * Checks whose data @self is. Each resource that belongs to a person must name
 * `Patient/{patient_id}`: relative, absolute under @base (or under the base that
 * the server gives itself in its `self` link), or by the address of that patient
 * in the Bundle. One that leaves it open is put in quarantine. One that names a
 * different patient refuses the whole page with %KIN_RECORD_ERROR_OTHER_PERSON.
 * Places, professionals, medicines and the like need name nobody. A second
 * person in another role, such as the holder of an insurance, changes nothing.
 *
 * Returns: (transfer full) (nullable): the same Bundle with the states of its
 *   entries settled
 */
KinBundle *
kin_bundle_check_person (KinBundle   *self,
                         const char  *base,
                         const char  *patient_id,
                         GError     **error)
{
  g_autoptr (GPtrArray) bases = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) entries = NULL;
  g_autofree char *own_base = NULL;
  g_autofree char *own_reference = g_strconcat ("Patient/", patient_id, NULL);
  Check check = { self, patient_id, bases, NULL, own_reference };
  gboolean passed;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (base == NULL || *base != '\0', NULL);
  g_return_val_if_fail (patient_id != NULL && *patient_id != '\0', NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (self->self_link != NULL)
    own_base = dup_base_of_search (self->self_link);
  add_base (&check, base);
  add_base (&check, own_base);
  if (base == NULL)
    add_base_of_patient (&check);

  entries = g_array_copy (self->entries);
  passed = check_entries (&check, entries, error);
  g_clear_pointer (&check.by_address, g_hash_table_unref);
  g_free (check.own_address);

  return passed ? kin_bundle_new_checked (self, entries) : NULL;
}
