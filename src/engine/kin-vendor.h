/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-clinic.h"

G_BEGIN_DECLS

/**
 * KinReturn:
 * @KIN_RETURN_PORT: to this computer, always at the same port
 * @KIN_RETURN_WEB: to a page on the web, which leads to this computer
 * @KIN_RETURN_SCHEME: by an address that only the app answers
 *
 * How a browser comes back from a vendor's portals.
 */
typedef enum
{
  KIN_RETURN_PORT,
  KIN_RETURN_WEB,
  KIN_RETURN_SCHEME,
} KinReturn;

/**
 * KinVendor:
 * @id: names it in our notes
 * @name: (nullable): what people call it; %NULL for any other
 * @page: (nullable): where app makers ask for a number
 * @kind: how the browser comes back
 * @asks_scopes: whether it is told scopes, not types
 * @buttons: what leads to a download on its portals, as it is called there
 * @steps: how to get a number there, as words of data/vendors.ini
 *
 * Who makes portals, and how a person gets a number for Kinchart there.
 */
typedef struct
{
  char      *id;
  char      *name;
  char      *page;
  KinReturn  kind;
  gboolean   asks_scopes;
  GStrv      buttons;
  GStrv      steps;

  GStrv      listed;
  GStrv      hosts;
} KinVendor;

typedef struct _KinVendors KinVendors;

KinVendors      *kin_vendors_new      (const char   *resource);
void             kin_vendors_free     (KinVendors   *self);
const char      *kin_vendors_get_date (KinVendors   *self);
const KinVendor *kin_vendors_find     (KinVendors   *self,
                                       const char   *name,
                                       const char   *address);
char            *kin_vendor_dup_key   (const KinVendor *self,
                                       KinClinic    *clinic);
char            *kin_vendor_dup_asked (const KinVendor *self);
char            *kin_vendor_dup_site  (const char   *address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinVendors, kin_vendors_free)

G_END_DECLS
