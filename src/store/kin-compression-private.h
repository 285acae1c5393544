/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-database-private.h"

G_BEGIN_DECLS

/* Bodies of resources, made small with dictionaries that are trained on the
 * record's own. Packing and unpacking share nothing: while a page is being
 * prepared, the threads that prepare it pack. */
typedef struct _KinCompression KinCompression;

KinCompression *kin_compression_new    (void);
void            kin_compression_free   (KinCompression  *self);
gboolean        kin_compression_load   (KinCompression  *self,
                                        KinDatabase     *writer,
                                        GError         **error);
char           *kin_compression_pack   (KinCompression  *self,
                                        const char      *type,
                                        const char      *bytes,
                                        gsize            length,
                                        gint64          *dict,
                                        gsize           *packed_length);
gboolean        kin_compression_save   (KinCompression  *self,
                                        KinDatabase     *writer,
                                        GError         **error);
GBytes         *kin_compression_unpack (KinCompression  *self,
                                        KinDatabase     *reader,
                                        gint64           dict,
                                        const void      *packed,
                                        gsize            packed_length,
                                        GError         **error);
void            kin_compression_keep    (KinCompression  *self);
void            kin_compression_give_up (KinCompression  *self);

G_END_DECLS
