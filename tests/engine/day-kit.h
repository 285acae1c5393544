/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "engine-kit.h"
#include "kin-item.h"
#include "kin-secret.h"

G_BEGIN_DECLS

/* A person with a record and a letter, who has bad days. */
typedef struct
{
  char          *folder;
  char          *letter;        /* a file */
  KinFamily     *family;
  KinPerson     *person;
  KinConnection *connection;
  KinPerson     *luis;
  KinItem       *shown;         /* the letter, with its resource */
  GPtrArray     *teams;
  KinSecret     *code;
  GCancellable  *stop;
  gboolean       closes;
} DayFixture;

#define DAY_FILE_URL "https://oak.example.org/fhir/Binary/9"

void     day_set_up          (DayFixture  *fixture);
void     day_tear_down       (DayFixture  *fixture);
void     day_leave           (DayFixture  *fixture);
gboolean day_open_again      (DayFixture  *fixture,
                              GError     **error);
void     day_close_meanwhile (DayFixture  *fixture);

/* Something that a person does. */
typedef gboolean (*DayAskFunc) (DayFixture  *fixture,
                                GError     **error);

typedef struct
{
  const char *name;
  DayAskFunc  ask;
} DayAsk;

/* Each list in this order: each finds what those before it have left; the last has no name. */
extern const DayAsk day_person_asks[];
extern const DayAsk day_family_asks[];
extern const DayAsk day_erase_asks[];

/* Removes who was added: who is removed all the same is not there any more. */
gboolean day_remove_person (DayFixture  *fixture,
                            GError     **error);

/* What METHOD_async and METHOD_finish of @object do. */
#define DAY_ASK(method, object, error, ...) \
  ({ \
    g_auto (KitResult) asked = { NULL }; \
    method##_async (object, __VA_ARGS__ __VA_OPT__ (, ) kit_done, &asked); \
    day_close_meanwhile (fixture); \
    method##_finish (object, kit_wait (&asked), error); \
  })

static inline gboolean
day_plain (gboolean done)
{
  return done;
}

/* An ask of the person, or of the family, that METHOD alone is; TAKE lets go of what it gives. */
#define DAY_ASK_OF(whom, name, take, method, ...) \
  static gboolean \
  name (DayFixture  *fixture, \
        GError     **error) \
  { \
    return take (DAY_ASK (method, fixture->whom, error, \
                          __VA_ARGS__ __VA_OPT__ (, ) fixture->stop)); \
  }

G_END_DECLS
