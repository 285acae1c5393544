/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "kin-practice-answer.h"
#include "kin-json.h"

G_BEGIN_DECLS

typedef enum
{
  KIN_PRACTICE_FRAMING_USUAL,    /* whatever the HTTP library does */
  KIN_PRACTICE_FRAMING_LENGTH,   /* Content-Length */
  KIN_PRACTICE_FRAMING_CHUNKED,  /* Transfer-Encoding: chunked */
  KIN_PRACTICE_FRAMING_CLOSE,    /* the end of the connection is the end of the body */
  KIN_PRACTICE_FRAMING_GZIP,     /* the same, packed */
} KinPracticeFraming;

/**
 * KinPracticeRule:
 *
 * A fault to play, and the requests it is for. tests/practice/README.md
 * lists the members as they stand in a file.
 */
typedef struct
{
  gatomicrefcount    count;
  char              *habit;           /* what it plays, for whoever reads the count, or NULL */
  guint              played;

  /* when */
  GRegex            *match;           /* over "METHOD path?query" */
  gint64             times;           /* how often yet; negative: always */
  gint64             after;           /* how many requests to let through first */
  char              *lacks;           /* only for requests whose body has no such text */

  /* instead of the answer */
  gint64             status;
  KinJson           *headers;         /* an object of strings, or NULL */
  char              *body;
  gint64             repeat;          /* how many times the body more than once */
  gboolean           reset;
  gboolean           lose_reply;      /* do what was asked, then reset */

  /* on the way */
  gint64             delay;           /* milliseconds */
  gint64             cut;             /* bytes of the body as sent */
  gint64             cut_permille;    /* the same, as a share of the body */
  gint64             drip;            /* bytes a second */
  KinPracticeFraming framing;

  /* in the answer */
  gint64             most;            /* resources on a page, whatever was asked */
  gint64             total;
  gboolean           loop;
  char              *back;            /* the relation of a link to the page before */
  char              *next;            /* "relative", or an address to put in its place */
  char              *plant;
  char              *position;        /* "first", "middle" or "last" */
  gint64             token_lifetime;  /* seconds */
  gint64             grace;           /* seconds */
  KinJson           *reply;           /* members of a token reply or of what a portal says of
                                         itself; null takes one away */
} KinPracticeRule;

/**
 * KinPracticeFaults:
 *
 * The rules in force, asked in order; the first that fits is played.
 */
typedef struct _KinPracticeFaults KinPracticeFaults;

KinPracticeFaults *kin_practice_faults_new     (void);
void               kin_practice_faults_free    (KinPracticeFaults *self);
gboolean           kin_practice_faults_set     (KinPracticeFaults *self,
                                                GBytes            *json,
                                                GError           **error);
KinPracticeRule   *kin_practice_faults_take    (KinPracticeFaults *self,
                                                const char        *method,
                                                const char        *path,
                                                const char        *query,
                                                GBytes            *body);
KinPracticeAnswer *kin_practice_faults_answer  (KinPracticeFaults *self);
void               kin_practice_rule_unref     (KinPracticeRule   *self);
gboolean           kin_practice_rule_is_raw    (const KinPracticeRule *self);
void               kin_practice_rule_change    (const KinPracticeRule *self,
                                                JsonObject            *object);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeFaults, kin_practice_faults_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (KinPracticeRule, kin_practice_rule_unref)

G_END_DECLS
