/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "fuzz-bundle"

#include "kin-bundle.h"
#include "kin-summary.h"

#define BASE "https://clinic.example/fhir"
#define PATIENT "p1"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* A resource that may be stored can also be listed, or is refused with a reason. */
static void
summarise (KinBundle *bundle,
           guint      position)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (KinSummary) summary = kin_summary_new (kin_bundle_get_resource (bundle, position),
                                                    &error);

  g_assert_true ((summary == NULL) == (error != NULL));
  if (summary != NULL)
    g_assert_nonnull (summary->title);
}

static void
read_bundle (KinBundle *bundle)
{
  kin_bundle_get_next (bundle);
  kin_bundle_get_self_link (bundle);
  for (guint i = 0; i < kin_bundle_get_n_entries (bundle); i++)
    {
      KinEntryState state = kin_bundle_get_state_at (bundle, i);

      if (state == KIN_ENTRY_MATCH || state == KIN_ENTRY_INCLUDE)
        summarise (bundle, i);
      else if (state == KIN_ENTRY_QUARANTINE)
        g_assert_nonnull (kin_bundle_get_reason_at (bundle, i));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (KinBundle) bundle = kin_bundle_new (bytes, NULL);
  g_autoptr (KinBundle) checked = NULL;

  if (bundle == NULL)
    return 0;

  checked = kin_bundle_check_person (bundle, BASE, PATIENT, NULL);
  if (checked != NULL)
    read_bundle (checked);

  return 0;
}
