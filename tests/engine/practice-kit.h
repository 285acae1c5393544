/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-kit.h"
#include "kin-json.h"

G_BEGIN_DECLS

/* The practice portal as a program of its own, with files of ours. */
typedef struct
{
  GSubprocess *process;
  KinJson     *ready;           /* what it said when it was there */
} Practice;

void           practice_start   (Practice            *self,
                                 const char * const  *paths);
void           practice_stop    (Practice            *self);
char          *practice_word_of (Practice            *self,
                                 const char          *name);
KinConnection *practice_sign_in (Practice            *self,
                                 KinPerson           *person,
                                 const char          *name,
                                 GError             **error);

G_END_DECLS
