/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-quirks.h"

G_BEGIN_DECLS

/* Where a vendor can be told by. What a portal says of itself first: its address may be a
 * clinic's own. */
typedef enum
{
  KIN_SIGN_NONE,
  KIN_SIGN_SOFTWARE,
  KIN_SIGN_PUBLISHER,
  KIN_SIGN_IMPLEMENTATION,
  KIN_SIGN_HOST,
} KinSignPlace;

/**
 * KinQuirks:
 *
 * @signs: one of them is enough; words are compared whole, hosts with what stands before a dot
 * @pages: how many of a type fit on a page, where it is not 100
 * @filters: questions that are asked besides the usual ones
 * @closed: types that the statement names, and that no person may read
 * @alone: types that are refused together with what belongs to them
 * @practice: (nullable): the parameter that every search wants, for a practice
 * @since_is_day: changes are asked for since a day, not since a moment
 * @ends_empty: the page after the last one is empty, and names another one
 * @no_refresh: nobody stays connected, so it is not asked for
 * @registers_devices: who has signed in may leave a key, to stay connected with; nobody else may
 *   register there
 * @repeats_scope: a refresh names the scope again
 * @stale: (nullable): what is said about an old refresh token, besides the usual word
 */
struct _KinQuirks
{
  const char *vendor;
  struct
  {
    KinSignPlace place;
    const char *word;
  } signs[6];
  struct
  {
    const char *type;
    guint size;
  } pages[4];
  struct
  {
    const char *type;
    const char *filters[16];
  } filters[4];
  const char *closed[6];
  const char *alone[6];
  const char *practice;
  gboolean since_is_day;
  gboolean ends_empty;
  gboolean no_refresh;
  gboolean registers_devices;
  gboolean repeats_scope;
  const char *stale;
};

/* What is known of a portal before its vendor is. All but @base may be %NULL. */
typedef struct
{
  const char *software;
  const char *publisher;
  const char *implementation;
  GUri *base;
  GUri *own_base;            /* as the portal itself names it */
} KinQuirksSigns;

extern const KinQuirks kin_quirks_plain;
extern const KinQuirks kin_quirks_athena;
extern const KinQuirks kin_quirks_epic;
extern const KinQuirks kin_quirks_medplum;
extern const KinQuirks kin_quirks_oracle;
extern const KinQuirks kin_quirks_payer;
extern const KinQuirks kin_quirks_va;
extern const KinQuirks kin_quirks_veradigm;

const KinQuirks *kin_quirks_find (const KinQuirksSigns *signs);

G_END_DECLS
