/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define KIN_TYPE_QUIRKS (kin_quirks_get_type ())

/**
 * KinQuirks:
 *
 * What one vendor's portals need differently. One file per vendor implements
 * it; a portal without quirks gets the plain one, which changes nothing.
 */
G_DECLARE_INTERFACE (KinQuirks, kin_quirks, KIN, QUIRKS, GObject)

struct _KinQuirksInterface
{
  GTypeInterface parent_iface;

  guint    (*get_page_size)  (KinQuirks  *self,
                              const char *type);
  gboolean (*repeats_scope)  (KinQuirks  *self);
};

KinQuirks *kin_quirks_new           (const char *software);
guint      kin_quirks_get_page_size (KinQuirks  *self,
                                     const char *type);
gboolean   kin_quirks_repeats_scope (KinQuirks  *self);

G_END_DECLS
