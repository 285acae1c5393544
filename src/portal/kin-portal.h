/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-http.h"
#include "kin-portal-error.h"
#include "kin-quirks.h"

G_BEGIN_DECLS

#define KIN_TYPE_PORTAL (kin_portal_get_type ())

/**
 * KinPortal:
 *
 * What one portal says it is and can do: its SMART configuration and its
 * CapabilityStatement, checked. Immutable.
 */
G_DECLARE_FINAL_TYPE (KinPortal, kin_portal, KIN, PORTAL, GObject)

char       *kin_portal_check_base        (const char           *typed,
                                          GError              **error);
void        kin_portal_discover_async    (KinHttp              *http,
                                          const char           *base,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
KinPortal  *kin_portal_discover_finish   (GAsyncResult         *result,
                                          GError              **error);

const char *kin_portal_get_base          (KinPortal            *self);
const char *kin_portal_get_name          (KinPortal            *self);
const KinQuirks *kin_portal_get_quirks   (KinPortal            *self);
const char *kin_portal_get_fhir_version  (KinPortal            *self);
const char *kin_portal_get_issuer        (KinPortal            *self);
const char *kin_portal_get_management    (KinPortal            *self);
gboolean    kin_portal_can_revoke        (KinPortal            *self);
gboolean    kin_portal_can_register      (KinPortal            *self);
const char *kin_portal_get_key_algorithm (KinPortal            *self);
gboolean    kin_portal_has_capability    (KinPortal            *self,
                                          const char           *capability);

GStrv       kin_portal_dup_types         (KinPortal            *self);
gboolean    kin_portal_has_type          (KinPortal            *self,
                                          const char           *type);
gboolean    kin_portal_has_interaction   (KinPortal            *self,
                                          const char           *type,
                                          const char           *interaction);
gboolean    kin_portal_has_search        (KinPortal            *self,
                                          const char           *type,
                                          const char           *parameter);
gboolean    kin_portal_has_include       (KinPortal            *self,
                                          const char           *type,
                                          const char           *include);
gboolean    kin_portal_has_rev_include   (KinPortal            *self,
                                          const char           *type,
                                          const char           *include);

char       *kin_portal_dup_pin           (KinPortal            *self);
gboolean    kin_portal_check_pin         (KinPortal            *self,
                                          const char           *pin,
                                          GError              **error);

G_END_DECLS
