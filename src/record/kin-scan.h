/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_SCAN (kin_scan_get_type ())

/**
 * KinScan:
 *
 * A scan or an X-ray: the report, the study or a picture
 * (DiagnosticReport, ImagingStudy, Media, Observation).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinScan, kin_scan, KIN, SCAN, KinItem)

char      *kin_scan_dup_conclusion (KinScan *self);
char      *kin_scan_dup_modality   (KinScan *self);
char      *kin_scan_dup_body_site  (KinScan *self);
char      *kin_scan_dup_reason     (KinScan *self);
char      *kin_scan_dup_performer  (KinScan *self);
GPtrArray *kin_scan_list_files     (KinScan *self);

G_END_DECLS
