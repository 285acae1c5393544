/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-application.h"
#include "kin-family.h"
#include "kin-window.h"

G_BEGIN_DECLS

/**
 * KinApplication:
 *
 * Owns the family and the settings; every page receives what it needs from here.
 */
struct _KinApplication
{
  AdwApplication  parent_instance;

  GSettings      *settings;
  KinFamily      *family;
  KinWindow      *window;
  GCancellable   *cancellable;
  GError         *problem;          /* (nullable): why there is no family */
  KinPage        *home;             /* (nullable): for the record that is being opened */
  guint           wait_timer;       /* until it is shown that something is waited for */
  int             system_percent;   /* the size of words on this computer */
};

void kin_application_open_family (KinApplication *self);
void kin_application_make_window (KinApplication *self);

G_END_DECLS
