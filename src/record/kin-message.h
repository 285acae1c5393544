/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-item.h"

G_BEGIN_DECLS

#define KIN_TYPE_MESSAGE (kin_message_get_type ())

/**
 * KinMessage:
 *
 * A message to or from the clinic (Communication).
 * Every function answers %NULL, or an empty list, for what the clinic did not
 * send or sent in a wrong shape, and for an item that was made for a list.
 */
G_DECLARE_FINAL_TYPE (KinMessage, kin_message, KIN, MESSAGE, KinItem)

char      *kin_message_dup_topic       (KinMessage *self);
char      *kin_message_dup_sender      (KinMessage *self);
GStrv      kin_message_list_recipients (KinMessage *self);
GStrv      kin_message_list_paragraphs (KinMessage *self);
char      *kin_message_dup_sent        (KinMessage *self);
char      *kin_message_dup_received    (KinMessage *self);
char      *kin_message_dup_answers     (KinMessage *self);
GPtrArray *kin_message_list_files      (KinMessage *self);

G_END_DECLS
