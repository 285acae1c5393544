/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-family.h"
#include "kin-item.h"

G_BEGIN_DECLS

/* How the program ends. */
typedef enum
{
  KIN_CLI_DONE = 0,
  KIN_CLI_ERROR = 1,
  KIN_CLI_USAGE = 2,
  KIN_CLI_NEEDS_SIGN_IN = 3,
  KIN_CLI_PARTLY = 4,
} KinCliExit;

/**
 * KinCli:
 *
 * One call of kinchart-cli: what was asked, and what it is asked of.
 *
 * @words: what stands after the command, without the options
 * @person: (nullable): whom the command is about, open
 */
typedef struct
{
  GCancellable  *cancellable;
  GAsyncResult  *result;     /* just came */
  GAsyncResult  *last;       /* was waited for; kept until the next */

  char          *data_dir;
  gboolean       json;
  char         **words;
  guint          n_words;

  char          *birth_date;
  char          *client_id;
  char          *client_secret_file;
  gboolean       client_key;
  char          *redirect;
  char          *browser;
  gboolean       yes;
  gboolean       paste;
  gboolean       full;
  gboolean       raw;
  char          *only;
  int            limit;
  int            offset;

  KinFamily     *family;
  KinPerson     *person;
} KinCli;

typedef KinCliExit (*KinCliFunc) (KinCli *cli);

/* Waiting: the one loop of the program turns until an answer is there. */
void          kin_cli_done         (GObject      *source,
                                    GAsyncResult *result,
                                    gpointer      user_data);
GAsyncResult *kin_cli_wait         (KinCli       *cli);

/* Saying something to a person. What clinics wrote goes through kin_cli_safe(). */
char         *kin_cli_safe         (const char   *text);
void          kin_cli_say          (const char   *format,
                                    ...) G_GNUC_PRINTF (1, 2);
void          kin_cli_print        (const char   *format,
                                    ...) G_GNUC_PRINTF (1, 2);
KinCliExit    kin_cli_fail         (const GError *error);
gboolean      kin_cli_open_person  (KinCli       *cli,
                                    GError      **error);
void          kin_cli_say_damage   (KinPerson    *person);
char         *kin_cli_read_line    (KinCli       *cli);
char         *kin_cli_dup_word     (KinCli       *cli,
                                    guint         position);

/* The commands */
KinCliExit    kin_cli_person_add   (KinCli       *cli);
KinCliExit    kin_cli_person_list  (KinCli       *cli);
KinCliExit    kin_cli_begin_again  (KinCli       *cli);
KinCliExit    kin_cli_connect      (KinCli       *cli);
KinCliExit    kin_cli_key          (KinCli       *cli);
KinCliExit    kin_cli_disconnect   (KinCli       *cli);
KinCliExit    kin_cli_sync         (KinCli       *cli);
KinCliExit    kin_cli_sync_now     (KinCli       *cli,
                                    KinConnection *connection);
KinCliExit    kin_cli_sync_due     (KinCli       *cli);
void          kin_cli_read_letters (KinCli       *cli);
gboolean      kin_cli_may_open     (KinCli       *cli);
KinCliExit    kin_cli_ledger       (KinCli       *cli);
KinCliExit    kin_cli_sections     (KinCli       *cli);
KinCliExit    kin_cli_list         (KinCli       *cli);
KinCliExit    kin_cli_search       (KinCli       *cli);
KinCliExit    kin_cli_show         (KinCli       *cli);
KinCliExit    kin_cli_import       (KinCli       *cli);
KinCliExit    kin_cli_export       (KinCli       *cli);
KinCliExit    kin_cli_check        (KinCli       *cli);

G_END_DECLS
