/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-trials"

#include "config.h"

#include <string.h>

#include "kin-trials.h"

/* Made by the build from kin-engine.gresource.xml. */
extern GResource *kin_engine_get_resource (void);

#define TRIALS "/io/github/kinchart/Kinchart/trials.ini"

/* The group that is about the list itself. */
#define HEAD "trials"

struct _KinTrials
{
  char      *date;
  GPtrArray *clinics;              /* of KinClinic */
  GPtrArray *hosts;                /* of each: where everything is a trial; or NULL */
};

/* (nullable): nothing is as good as an empty word. */
static char *
dup_word (GKeyFile   *file,
          const char *group,
          const char *key)
{
  g_autofree char *word = g_key_file_get_string (file, group, key, NULL);

  return word != NULL && *word != '\0' ? g_steal_pointer (&word) : NULL;
}

static KinClinic *
read_clinic (GKeyFile   *file,
             const char *group)
{
  g_autofree char *name = dup_word (file, group, "name");
  g_autofree char *base = dup_word (file, group, "base");
  g_autofree char *page = dup_word (file, group, "page");
  g_autofree char *vendor = dup_word (file, group, "vendor");
  g_autofree char *way = dup_word (file, group, "way");
  g_autofree char *client = dup_word (file, group, "client");
  g_autofree char *login = dup_word (file, group, "login");
  g_autofree char *password = dup_word (file, group, "password");
  g_autofree char *known = dup_word (file, group, "known");
  g_autofree char *trial = g_strconcat (KIN_TRIAL_VENDOR, vendor, NULL);

  return g_object_new (KIN_TYPE_CLINIC, "name", name, "address", base, "page", page, "vendor",
                       trial, "way", kin_way_from_id (way), "client-id", client, "login", login,
                       "password", password, "known", known, "made-up", TRUE,
                       NULL);
}

/**
 * kin_trials_new:
 *
 * The list is a part of the program.
 *
 * Returns: (transfer full): the portals in data/trials.ini
 */
KinTrials *
kin_trials_new (void)
{
  KinTrials *self = g_new0 (KinTrials, 1);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) groups = NULL;

  /* It registers itself, where a program has it: named, it goes along. */
  kin_engine_get_resource ();
  bytes = g_resources_lookup_data (TRIALS, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);

  self->clinics = g_ptr_array_new_with_free_func (g_object_unref);
  self->hosts = g_ptr_array_new_with_free_func (g_free);
  self->date = dup_word (file, HEAD, "date");
  groups = g_key_file_get_groups (file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (!g_str_equal (groups[i], HEAD))
      {
        g_ptr_array_add (self->clinics, read_clinic (file, groups[i]));
        g_ptr_array_add (self->hosts, dup_word (file, groups[i], "host"));
      }

  return self;
}

void
kin_trials_free (KinTrials *self)
{
  if (self == NULL)
    return;

  g_free (self->date);
  g_ptr_array_unref (self->clinics);
  g_ptr_array_unref (self->hosts);
  g_free (self);
}

/**
 * kin_trials_get_date:
 *
 * Returns: the day of which the list is, as FHIR writes it
 */
const char *
kin_trials_get_date (KinTrials *self)
{
  return self->date;
}

/**
 * kin_trials_get_all:
 *
 * Returns: (transfer none) (element-type KinClinic): them, in the order of the list
 */
GPtrArray *
kin_trials_get_all (KinTrials *self)
{
  return self->clinics;
}

/* Not more than the slash at the end may differ. */
static gboolean
is_same_base (const char *one,
              const char *other)
{
  gsize length = strlen (one);

  if (length > 0 && one[length - 1] == '/')
    length--;

  return g_ascii_strncasecmp (one, other, length) == 0 &&
         (other[length] == '\0' || g_str_equal (other + length, "/"));
}

/**
 * kin_trials_find:
 * @address: of a portal, as somebody typed it
 *
 * Returns: (transfer none) (nullable): the trial that is there
 */
KinClinic *
kin_trials_find (KinTrials  *self,
                 const char *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  for (guint i = 0; i < self->clinics->len; i++)
    {
      KinClinic *clinic = g_ptr_array_index (self->clinics, i);
      const char *base = kin_clinic_get_address (clinic);
      const char *trial_host = g_ptr_array_index (self->hosts, i);

      if ((base != NULL && is_same_base (base, address)) ||
          (host != NULL && trial_host != NULL && g_ascii_strcasecmp (trial_host, host) == 0))
        return clinic;
    }

  return NULL;
}
