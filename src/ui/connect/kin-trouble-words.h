/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinTroubleWords:
 * @says: what a clinic's own page says, as a person would read it there
 * @now: what to do now
 * @details: whether the help desk needs to know how Kinchart asked
 */
typedef struct
{
  const char *says;
  const char *now;
  gboolean    details;
} KinTroubleWords;

guint                  kin_trouble_get_n_words (void);
const KinTroubleWords *kin_trouble_get_words   (guint       number);
char                  *kin_trouble_to_details  (const char *page_url);

G_END_DECLS
