/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "cda-kit"

#include "config.h"

#include <string.h>

#include "cda-kit.h"
#include "kin-cda.h"

/* What comes of a document, checked as anything that comes is. */
KinBundle *
kit_read_bundle (const char  *text,
                 char       **written)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) record = kin_cda_read (bytes);
  g_autoptr (KinBundle) bundle = NULL;
  g_autofree char *id = NULL;
  g_autoptr (GError) error = NULL;
  KinBundle *checked;

  g_assert_nonnull (record);
  bundle = kin_bundle_new (record, &error);
  g_assert_no_error (error);
  id = g_strdup (kin_bundle_get_id_at (bundle, 0));
  checked = kin_bundle_check_person (bundle, NULL, id, &error);
  g_assert_no_error (error);
  if (written != NULL)
    *written = g_strndup (g_bytes_get_data (record, NULL), g_bytes_get_size (record));

  return checked;
}
