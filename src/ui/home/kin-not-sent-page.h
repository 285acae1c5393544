/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-page.h"

G_BEGIN_DECLS

#define KIN_TYPE_NOT_SENT_PAGE (kin_not_sent_page_get_type ())

G_DECLARE_FINAL_TYPE (KinNotSentPage, kin_not_sent_page, KIN, NOT_SENT_PAGE, KinPage)

KinPage *kin_not_sent_page_new (GArray *sections);

G_END_DECLS
