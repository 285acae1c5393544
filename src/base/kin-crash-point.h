/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * kin_crash_point:
 * @name: of this place, as `room.moment`; a literal that stands in no second place
 *
 * A place where tests/fault/test-crashes.py ends the program as a power cut would, when
 * `KIN_CRASH_POINT` in the environment is @name, or `NAME:N` for the N-th time that the program
 * comes by. Only the development profile has these places; in what people install they are
 * nothing.
 */
#ifdef KIN_CRASH_POINTS
void kin_crash_point (const char *name);
#else
#define kin_crash_point(name) ((void) 0)
#endif

G_END_DECLS
