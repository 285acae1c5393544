/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-kit.h"
#include "kin-json.h"
#include "kin-sign-in.h"

G_BEGIN_DECLS

/* The practice portal as a program of its own, with files of ours. */
typedef struct
{
  GSubprocess *process;
  KinJson     *ready;           /* what it said when it was there */
} Practice;

void           practice_start      (Practice            *self,
                                    const char * const  *paths);
void           practice_stop       (Practice            *self);
char          *practice_word_of    (Practice            *self,
                                    const char          *name);
void           practice_set_faults (Practice            *self,
                                    const char          *rules);
gboolean       practice_visit      (Practice            *self,
                                    KinSignIn           *sign_in,
                                    const char          *name,
                                    GError             **error);
KinConnection *practice_sign_in    (Practice            *self,
                                    KinPerson           *person,
                                    const char          *name,
                                    GError             **error);

#define TEO "Teo Brennan"

/* A person whose clinic the practice portal is. */
typedef struct
{
  Practice       practice;
  char          *folder;
  KinFamily     *family;
  KinPerson     *person;
  KinConnection *connection;    /* once signed in */
} KitVisit;

void           kit_visit_set_up    (KitVisit            *self);
void           kit_visit_tear_down (KitVisit            *self);
gboolean       kit_visit_sign_in   (KitVisit            *self,
                                    GError             **error);

G_END_DECLS
