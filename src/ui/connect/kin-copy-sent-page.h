/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"
#include "kin-person-copies.h"

G_BEGIN_DECLS

#define KIN_TYPE_COPY_SENT_PAGE (kin_copy_sent_page_get_type ())

G_DECLARE_FINAL_TYPE (KinCopySentPage, kin_copy_sent_page, KIN, COPY_SENT_PAGE, KinPage)

KinPage *kin_copy_sent_page_new          (const char         *clinic_name,
                                          gboolean            has_right);
KinPage *kin_copy_sent_page_new_for_copy (const KinAskedCopy *copy);

G_END_DECLS
