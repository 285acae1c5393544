/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-decode-record"

#include "config.h"

#include "kin-blue-button.h"
#include "kin-cda.h"
#include "kin-decode-file.h"
#include "kin-decode-record.h"

#define MOST_BYTES (32 * 1024 * 1024)

/**
 * kin_decode_record:
 * @input: where the file comes from: a clinical document in XML, or the text of a blue button
 * @output: where the record in it goes, as a Bundle of FHIR R4
 *
 * Returns: how the program ends: %KIN_DECODE_DONE, or %KIN_DECODE_NOT_READABLE
 */
int
kin_decode_record (int input,
                   int output)
{
  g_autoptr (GBytes) bytes = kin_decode_read_all (input, MOST_BYTES);
  g_autoptr (GBytes) bundle = bytes != NULL ? kin_cda_read (bytes) : NULL;

  if (bundle == NULL && bytes != NULL)
    bundle = kin_blue_button_read (bytes);
  if (bundle == NULL || !kin_decode_write_all (output, g_bytes_get_data (bundle, NULL),
                                               g_bytes_get_size (bundle)))
    return KIN_DECODE_NOT_READABLE;

  return KIN_DECODE_DONE;
}
