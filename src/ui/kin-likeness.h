/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "kin-person.h"

G_BEGIN_DECLS

gboolean  kin_names_are_alike       (const char *one,
                                     const char *other);
gboolean  kin_person_has_alike      (KinPerson  *person,
                                     GListModel *people);
char     *kin_person_dup_short_name (KinPerson  *person,
                                     GListModel *people);

G_END_DECLS
