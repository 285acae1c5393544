/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-practice-care"

#include "config.h"

#include "kin-practice-care.h"

#include "kin-practice-file.h"
#include "kin-practice-names.h"

#include <string.h>

struct _KinPracticeCare
{
  GPtrArray  *entries;     /* of KinPracticeEntry, until kin_practice_care_settle() */

  GHashTable *resources;   /* "Type/id" to KinPracticeResource, owned */
  GHashTable *lists;       /* "patient Type" to GArray of KinPracticeListed, as in the files */
  GHashTable *sources;     /* "Type/id" to GPtrArray of the Provenance about it */
  GPtrArray  *patients;    /* of KinPracticePatient: those that the user name opens */
  GPtrArray  *links;       /* of char *, as whom it opens them; empty for everybody */
  GPtrArray  *types;       /* of char *, those that only the files have come last */
};

G_DEFINE_QUARK (kin-practice-error-quark, kin_practice_error)

static void
patient_free (gpointer data)
{
  KinPracticePatient *patient = data;

  g_free (patient->id);
  g_free (patient->name);
  g_free (patient->birth_date);
  g_free (patient->user);
  g_free (patient->relation);
  g_free (patient);
}

/**
 * kin_practice_care_new:
 *
 * Returns: (transfer full): a portal that knows nobody yet
 */
KinPracticeCare *
kin_practice_care_new (void)
{
  KinPracticeCare *self = g_new0 (KinPracticeCare, 1);
  const char *const *types = kin_practice_types_list ();

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) kin_practice_entry_free);
  self->resources = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                           (GDestroyNotify) kin_practice_resource_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  self->sources = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_ptr_array_unref);
  self->patients = g_ptr_array_new_with_free_func (patient_free);
  self->links = g_ptr_array_new_with_free_func (g_free);
  self->types = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; types[i] != NULL; i++)
    g_ptr_array_add (self->types, g_strdup (types[i]));

  return self;
}

/**
 * kin_practice_care_free:
 * @self: (transfer full): what the portal knows
 *
 * Frees everything that was loaded.
 */
void
kin_practice_care_free (KinPracticeCare *self)
{
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->sources);
  g_hash_table_unref (self->resources);
  g_ptr_array_unref (self->patients);
  g_ptr_array_unref (self->links);
  g_ptr_array_unref (self->types);
  g_free (self);
}

/**
 * kin_practice_care_load:
 * @self: what the portal knows
 * @path: a file, as kin_practice_file_read() takes it
 * @error: return location
 *
 * Reads a file. Its resources are served after kin_practice_care_settle().
 *
 * Returns: whether it could be read
 */
gboolean
kin_practice_care_load (KinPracticeCare *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) entries = kin_practice_file_read (path, error);

  if (entries == NULL)
    return FALSE;

  g_ptr_array_extend_and_steal (self->entries, g_steal_pointer (&entries));
  return TRUE;
}

/* The person's name as one would say it. */
static char *
dup_name (KinJsonNode name)
{
  g_autofree char *text = kin_json_node_dup_string (kin_json_node_get (name, "text"));
  g_autofree char *family = kin_json_node_dup_string (kin_json_node_get (name, "family"));
  g_autoptr (GString) full = g_string_new (NULL);
  KinJsonNode given;
  KinJsonIter iter;

  if (text != NULL)
    return g_steal_pointer (&text);

  kin_json_iter_init (&iter, kin_json_node_get (name, "given"));
  while (kin_json_iter_next (&iter, NULL, &given))
    {
      g_autofree char *part = kin_json_node_dup_string (given);

      g_string_append_printf (full, "%s ", part != NULL ? part : "");
    }
  g_string_append (full, family != NULL ? family : "");

  return g_strstrip (g_string_free (g_steal_pointer (&full), FALSE));
}

static void
add_patient (KinPracticeCare *self, KinJsonNode node, const char *id)
{
  KinPracticePatient *patient = g_new0 (KinPracticePatient, 1);

  patient->id = g_strdup (id);
  patient->name = dup_name (kin_json_node_at (kin_json_node_get (node, "name"), 0));
  patient->birth_date = kin_json_node_dup_string (kin_json_node_get (node, "birthDate"));
  patient->user = g_strconcat ("Patient/", id, NULL);
  g_ptr_array_add (self->patients, patient);
}

/* A Person (https://hl7.org/fhir/R4/person.html) says which records one user name opens: its own
 * and those of people it helps. Nobody is served it. */
static void
add_links (KinPracticeCare *self, KinJsonNode person)
{
  KinJsonNode link;
  KinJsonIter iter;

  kin_json_iter_init (&iter, kin_json_node_get (person, "link"));
  while (kin_json_iter_next (&iter, NULL, &link))
    {
      KinJsonNode target = kin_json_node_get (link, "target");
      char *name = kin_json_node_dup_string (kin_json_node_get (target, "reference"));

      if (name != NULL)
        g_ptr_array_add (self->links, name);
    }
}

/* The id a resource has, or the one its Bundle gives it, or none. */
static char *
dup_id (KinPracticeEntry *entry)
{
  char *id = kin_json_node_dup_string (kin_json_node_get (entry->node, "id"));

  if (id == NULL && entry->full_url != NULL && g_str_has_prefix (entry->full_url, "urn:uuid:"))
    id = g_strdup (entry->full_url + strlen ("urn:uuid:"));

  return id;
}

/* A resource that came without an id is served with the one it was given. */
static GBytes *
with_id (KinPracticeEntry *entry, const char *id)
{
  g_autoptr (GBytes) bytes = kin_json_node_get_bytes (entry->node);
  g_autoptr (GString) text = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (kin_json_node_exists (kin_json_node_get (entry->node, "id")))
    return g_steal_pointer (&bytes);

  text = g_string_new (NULL);
  g_string_append_printf (text, "{\"id\":\"%s\",", id);
  g_string_append_len (text, data + 1, (gssize) length - 1);
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

/* Returns the resource, or NULL when it has no id, is not served or was there before: hospitals
 * and doctors come again in the file of every person. */
static KinPracticeResource *
settle_entry (KinPracticeCare *self, KinPracticeNames *names, KinPracticeEntry *entry)
{
  g_autofree char *id = dup_id (entry);
  g_autoptr (GBytes) written = id != NULL ? with_id (entry, id) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (KinPracticeResource) resource = NULL;

  if (id == NULL)
    return NULL;
  if (kin_json_node_equals (kin_json_node_get (entry->node, "resourceType"), "Person"))
    {
      add_links (self, entry->node);
      return NULL;
    }

  bytes = kin_practice_names_rewrite (names, written);
  resource = kin_practice_resource_new (entry->node, id, bytes, entry->modified,
                                        kin_practice_names_resolve, names);
  if (g_hash_table_contains (self->resources, resource->name))
    return NULL;

  if (g_str_equal (resource->type, "Patient"))
    add_patient (self, entry->node, id);
  g_hash_table_insert (self->resources, resource->name, resource);

  return g_steal_pointer (&resource);
}

static void
add_source (KinPracticeCare *self, const char *name, KinPracticeResource *source)
{
  GPtrArray *sources = g_hash_table_lookup (self->sources, name);

  if (sources == NULL)
    {
      sources = g_ptr_array_new ();
      g_hash_table_insert (self->sources, g_strdup (name), sources);
    }
  g_ptr_array_add (sources, source);
}

/* A note about where something came from belongs to whom that something belongs to. */
static void
settle_source (KinPracticeCare *self, KinPracticeResource *source)
{
  for (guint i = 0; i < source->marks->len; i++)
    {
      const char *name = g_array_index (source->marks, KinPracticeMark, i).text;
      KinPracticeResource *target = kin_practice_care_get_resource (self, name);

      if (target != NULL && source->patient == NULL)
        source->patient = g_strdup (target->patient);
      add_source (self, name, source);
    }
}

/* An attachment belongs to whom the document belongs to that names it. */
static void
settle_attachments (KinPracticeCare *self, KinPracticeResource *document)
{
  static const char prefix[] = "\"Binary/";
  gsize length;
  const char *text = g_bytes_get_data (document->bytes, &length);
  const char *end = text + length;

  while ((text = memmem (text, (gsize) (end - text), prefix, strlen (prefix))) != NULL)
    {
      const char *begin = ++text;
      const char *stop = memchr (begin, '"', (gsize) (end - begin));
      g_autofree char *name = stop != NULL ? g_strndup (begin, (gsize) (stop - begin)) : NULL;
      KinPracticeResource *binary = kin_practice_care_get_resource (self, name);

      if (binary != NULL && binary->patient == NULL)
        binary->patient = g_strdup (document->patient);
    }
}

static void
settle_owner (KinPracticeCare *self, KinPracticeResource *resource)
{
  if (g_str_equal (resource->type, "Provenance"))
    settle_source (self, resource);
  else if (resource->patient != NULL)
    settle_attachments (self, resource);
}

/* What nobody claims belongs to the only person there is. */
static void
settle_orphan (KinPracticeCare *self, KinPracticeResource *resource)
{
  KinPracticePatient *only;

  if (resource->patient != NULL || self->patients->len != 1
      || kin_practice_types_is_shared (resource->type))
    return;

  only = g_ptr_array_index (self->patients, 0);
  resource->patient = g_strdup (only->id);
}

/* "Mother", as the clinic calls the helper. */
static char *
dup_relation (KinPracticeResource *helper)
{
  g_autoptr (KinJson) json = kin_json_new (helper->bytes, NULL);
  KinJsonNode root = kin_json_get_root (json);

  return kin_json_node_dup_string (
      kin_json_node_get (kin_json_node_at (kin_json_node_get (root, "relationship"), 0), "text"));
}

/* Who is not linked has a record here that this user name does not open. */
static void
settle_links (KinPracticeCare *self)
{
  g_autoptr (GPtrArray) all = g_steal_pointer (&self->patients);

  self->patients = g_ptr_array_new_with_free_func (patient_free);
  for (guint i = 0; i < self->links->len; i++)
    {
      const char *name = g_ptr_array_index (self->links, i);
      KinPracticeResource *user = kin_practice_care_get_resource (self, name);

      for (guint n = 0; user != NULL && n < all->len; n++)
        {
          KinPracticePatient *patient = g_ptr_array_index (all, n);

          if (g_strcmp0 (patient->id, user->patient) != 0)
            continue;
          g_free (patient->user);
          patient->user = g_strdup (name);
          if (g_str_equal (user->type, "RelatedPerson"))
            patient->relation = dup_relation (user);
          g_ptr_array_add (self->patients, g_ptr_array_steal_index (all, n));
          break;
        }
    }
}

static void
list_resource (KinPracticeCare *self, KinPracticeResource *resource)
{
  KinPracticeListed listed = { resource->updated, resource };
  g_autofree char *key = g_strdup_printf (
      "%s %s", resource->patient != NULL ? resource->patient : "", resource->type);
  GArray *list = g_hash_table_lookup (self->lists, key);

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (KinPracticeListed));
      g_hash_table_insert (self->lists, g_steal_pointer (&key), list);
    }
  g_array_append_val (list, listed);
  if (!g_ptr_array_find_with_equal_func (self->types, resource->type, g_str_equal, NULL))
    g_ptr_array_add (self->types, g_strdup (resource->type));
}

/**
 * kin_practice_care_settle:
 * @self: what the portal knows, with every file loaded
 *
 * Gives every resource its address and its place. Called once, before serving.
 */
void
kin_practice_care_settle (KinPracticeCare *self)
{
  g_autoptr (KinPracticeNames) names = kin_practice_names_new ();
  g_autoptr (GPtrArray) order = g_ptr_array_new ();

  for (guint i = 0; i < self->entries->len; i++)
    {
      KinPracticeEntry *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *id = dup_id (entry);

      if (id != NULL)
        kin_practice_names_add (names, entry->node, entry->full_url, id);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      KinPracticeResource *resource
          = settle_entry (self, names, g_ptr_array_index (self->entries, i));

      if (resource != NULL)
        g_ptr_array_add (order, resource);
    }
  for (guint i = 0; i < order->len; i++)
    settle_owner (self, g_ptr_array_index (order, i));
  for (guint i = 0; i < order->len; i++)
    {
      settle_orphan (self, g_ptr_array_index (order, i));
      list_resource (self, g_ptr_array_index (order, i));
    }
  if (self->links->len > 0)
    settle_links (self);
  g_ptr_array_set_size (self->entries, 0);
}

/**
 * kin_practice_care_get_patients:
 * @self: what the portal knows
 *
 * Returns: (transfer none) (element-type KinPracticePatient): everybody whose record the user
 *   name opens
 */
GPtrArray *
kin_practice_care_get_patients (KinPracticeCare *self)
{
  return self->patients;
}

/**
 * kin_practice_care_get_patient:
 * @self: what the portal knows
 * @id: the id of a Patient
 *
 * Returns: (transfer none) (nullable): that person
 */
KinPracticePatient *
kin_practice_care_get_patient (KinPracticeCare *self, const char *id)
{
  for (guint i = 0; i < self->patients->len; i++)
    {
      KinPracticePatient *patient = g_ptr_array_index (self->patients, i);

      if (g_str_equal (patient->id, id))
        return patient;
    }

  return NULL;
}

/**
 * kin_practice_care_get_types:
 * @self: what the portal knows
 *
 * Returns: (transfer none) (element-type utf8): the types it serves
 */
GPtrArray *
kin_practice_care_get_types (KinPracticeCare *self)
{
  return self->types;
}

/**
 * kin_practice_care_get_resource:
 * @self: what the portal knows
 * @name: (nullable): "Type/id"
 *
 * Returns: (transfer none) (nullable): the resource
 */
KinPracticeResource *
kin_practice_care_get_resource (KinPracticeCare *self, const char *name)
{
  return name != NULL ? g_hash_table_lookup (self->resources, name) : NULL;
}

/**
 * kin_practice_care_get_list:
 * @self: what the portal knows
 * @patient: (nullable): the id of a Patient, or %NULL for what is nobody's
 * @type: a resource type
 *
 * Returns: (transfer none) (nullable) (element-type KinPracticeListed): all of them
 */
GArray *
kin_practice_care_get_list (KinPracticeCare *self, const char *patient, const char *type)
{
  g_autofree char *key = g_strdup_printf ("%s %s", patient != NULL ? patient : "", type);

  return g_hash_table_lookup (self->lists, key);
}

/**
 * kin_practice_care_get_sources:
 * @self: what the portal knows
 * @name: "Type/id" of any resource
 *
 * Returns: (transfer none) (nullable) (element-type KinPracticeResource): each Provenance about it
 */
GPtrArray *
kin_practice_care_get_sources (KinPracticeCare *self, const char *name)
{
  return g_hash_table_lookup (self->sources, name);
}
