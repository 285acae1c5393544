/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "kin-person.h"

G_BEGIN_DECLS

#define KIN_TYPE_PUBLIC_KEY (kin_public_key_get_type ())

G_DECLARE_FINAL_TYPE (KinPublicKey, kin_public_key, KIN, PUBLIC_KEY, GtkWidget)

void     kin_public_key_set_vendor (KinPublicKey *self,
                                    KinPerson    *person,
                                    const char   *vendor,
                                    const char   *address,
                                    gboolean      is_ready);
gboolean kin_public_key_is_given   (KinPublicKey *self);

G_END_DECLS
