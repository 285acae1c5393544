/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * KinWay:
 * @KIN_WAY_UNKNOWN: nobody said; the clinic can be asked (kin_person_probe_clinic_async())
 * @KIN_WAY_CONNECT: by signing in, now
 * @KIN_WAY_NUMBER: by signing in, with a number for Kinchart that the clinic gives
 * @KIN_WAY_DOWNLOAD: as a file from its website
 * @KIN_WAY_ASK: as a copy that it makes when it is asked
 * @KIN_WAY_PAPER: on paper only
 *
 * How a record comes from a clinic.
 */
typedef enum
{
  KIN_WAY_UNKNOWN,
  KIN_WAY_CONNECT,
  KIN_WAY_NUMBER,
  KIN_WAY_DOWNLOAD,
  KIN_WAY_ASK,
  KIN_WAY_PAPER,
} KinWay;

#define KIN_N_WAYS (KIN_WAY_PAPER + 1)

KinWay      kin_way_from_id (const char *id);
const char *kin_way_to_id   (KinWay      way);

G_END_DECLS
