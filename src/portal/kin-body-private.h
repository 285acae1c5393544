/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include "kin-portal-error.h"

G_BEGIN_DECLS

/**
 * KinBody:
 *
 * Takes the body of one answer piece by piece, undoes gzip, and ends up with
 * bytes that are known to be whole, or with an error.
 */
typedef struct _KinBody KinBody;

typedef enum
{
  KIN_BODY_UNPROVEN,    /* ended, but nothing on the wire says that it is all */
  KIN_BODY_PROVEN,      /* the announced length, or the end of the gzip stream */
} KinBodyProof;

KinBody  *kin_body_new     (gsize          cap,
                            gboolean       gzip,
                            goffset        announced);
void      kin_body_free    (KinBody       *self);
gboolean  kin_body_take    (KinBody       *self,
                            const guint8  *data,
                            gsize          length,
                            GError       **error);
GBytes   *kin_body_finish  (KinBody       *self,
                            KinBodyProof  *proof,
                            GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinBody, kin_body_free)

G_END_DECLS
