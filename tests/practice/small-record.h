/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-care.h"
#include "kin-practice-tokens.h"

#include <glib/gstdio.h>

/* Two people and a little of everything that matters to a portal. */
#define SMALL_RECORD \
  "{\"resourceType\":\"Patient\",\"id\":\"rosa\",\"name\":[{\"given\":[\"Rosa\",\"B\"]," \
  "\"family\":\"C\"}],\"birthDate\":\"1950\"}\n" \
  "{\"resourceType\":\"Patient\",\"id\":\"otto\",\"name\":[{\"text\":\"Otto\"}]}\n" \
  "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/rosa\"}}\n" \
  "{\"resourceType\":\"Condition\",\"id\":\"c2\",\"subject\":{\"reference\":\"Patient/rosa\"}," \
  "\"category\":[{\"coding\":[{\"code\":\"problem-list-item\"}]}]}\n" \
  "{\"resourceType\":\"Condition\",\"id\":\"c3\",\"subject\":{\"reference\":\"Patient/otto\"}}\n" \
  "{\"resourceType\":\"Condition\",\"id\":\"c1\",\"subject\":{\"reference\":\"Patient/otto\"}}\n" \
  "\n" \
  "{\"resourceType\":\"Provenance\",\"id\":\"p\",\"target\":[{\"reference\":\"Condition/c1\"}]}\n" \
  "{\"resourceType\":\"DocumentReference\",\"id\":\"d\",\"subject\":{\"reference\":" \
  "\"Patient/otto\"},\"content\":[{\"attachment\":{\"url\":\"Binary/b\"}}]}\n" \
  "{\"resourceType\":\"Binary\",\"id\":\"b\",\"contentType\":\"text/plain\",\"data\":\"SGk=\"}\n" \
  "{\"resourceType\":\"Location\",\"id\":\"l\"}\n"

/* Loads @text as a file of the name @name, as a person would name one. */
static inline KinPracticeCare *
care_from_text (const char *text, const char *name, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp ("kin-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (KinPracticeCare) care = kin_practice_care_new ();
  gboolean loaded;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  loaded = kin_practice_care_load (care, path, error);
  g_unlink (path);
  g_rmdir (folder);
  if (!loaded)
    return NULL;

  kin_practice_care_settle (care);
  return g_steal_pointer (&care);
}

static inline KinPracticeGrant *
grant_for (const char *patient, const char *scopes)
{
  KinPracticeGrant *grant = kin_practice_grant_new ();

  grant->client = kin_practice_client_find ("kinchart");
  grant->patient = g_strdup (patient);
  grant->scopes = kin_practice_scopes_parse (scopes);

  return grant;
}
