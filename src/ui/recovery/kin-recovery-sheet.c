/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "kin-recovery-sheet"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kin-recovery-code.h"
#include "kin-recovery-sheet.h"

/**
 * kin_recovery_sheet_dup_groups:
 * @code: a recovery code
 *
 * Returns: (transfer full): one group a line, with its number: as the boxes are where it is typed
 */
KinSecret *
kin_recovery_sheet_dup_groups (KinSecret *code)
{
  g_autoptr (KinSecret) text = kin_recovery_code_to_text (code);
  const char *group = kin_secret_get_text (text);
  g_autoptr (GString) lines = g_string_sized_new (256);
  KinSecret *groups;

  for (int i = 1; i <= KIN_RECOVERY_N_GROUPS; i++, group += KIN_RECOVERY_GROUP_LENGTH + 1)
    g_string_append_printf (lines, "%s%2d   %.*s", i > 1 ? "\n" : "", i,
                            KIN_RECOVERY_GROUP_LENGTH, group);

  groups = kin_secret_new (lines->str, lines->len);
  explicit_bzero (lines->str, lines->len);
  return groups;
}

/**
 * kin_recovery_sheet_new:
 * @code: a recovery code
 *
 * Nobody's name is on it: whoever finds the paper alone learns nothing.
 *
 * Returns: (transfer full): the recovery page, as it is printed
 */
KinPrint *
kin_recovery_sheet_new (KinSecret *code)
{
  KinPrint *print = kin_print_new (_("Kinchart recovery page"), NULL);
  g_autoptr (KinSecret) groups = kin_recovery_sheet_dup_groups (code);

  kin_print_add (print, KIN_PRINT_TEXT,
                 _("If this computer loses the key to your health records, this code opens them."));
  kin_print_add (print, KIN_PRINT_CODE, kin_secret_get_text (groups));
  kin_print_add (print, KIN_PRINT_TEXT,
                 _("The letters I, L, O and U are not used. 0 is a zero, and 1 is a one."));
  kin_print_add (print, KIN_PRINT_TEXT,
                 _("Open Kinchart. When the key is gone, it asks for this code."));
  kin_print_add (print, KIN_PRINT_TEXT,
                 _("Keep this page with your important papers, and not with the computer. Whoever"
                   " has both can read your records."));

  return print;
}
