/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-blue-button"

#include "config.h"

#include <string.h>

#include "kin-blue-button.h"
#include "kin-bundle.h"
#include "kin-document-file.h"
#include "kin-identity.h"
#include "kin-summary.h"

/* Texts of made-up people, read as the rest of the program reads what comes of them. */

#define VA_HEAD \
  "--------------- MY HEALTHEVET PERSONAL INFORMATION REPORT ---------------\r\n" \
  "                 *************CONFIDENTIAL*************\r\n" \
  "                           24 Sep 2012 @ 1139\r\n\r\n"
#define VA_PERSON \
  "Name: TESTOVA, MIRELA ANA                       Date of Birth: 18 Apr 1961\r\n\r\n"
#define VA VA_HEAD VA_PERSON
#define HEADING(title) "-------------------- " title " ---------------------\n\nSource: VA\n\n"
#define CMS \
  "--------------------------------\nMYMEDICARE.GOV PERSONAL HEALTH INFORMATION\n\n" \
  "--------------------------------\n**********CONFIDENTIAL***********\n\n03/16/2013 5:10 PM\n\n" \
  PART ("Demographic") "Name: Mirela Testova\n\nDate of Birth: 04/18/1961\n\n"
#define PART(title) \
  "--------------------------------\n" title "\n\n--------------------------------\n\n" \
  "Source: Self-Entered\n\n"

#define MEDICINES \
  HEADING ("VA MEDICATION HISTORY") \
  "Medication: LISINOPRIL 10MG TAB \nInstructions: TAKE ONE TABLET BY MOUTH DAILY: AVOID\n" \
  "SALT \nStatus: Active\nRefills Remaining: 3\nInitially Ordered On: 1 Jul 2010\n" \
  "Prescription Number: 2718954\n\n" \
  "Medication: TABLET CUTTER\nStatus: Refill in Process\nInitially Ordered On: 24 May 2010\n" \
  "Prescription Number: 2718963\n"

#define RULE "=============================================================================\n"
#define LABORATORY \
  RULE "Lab Test: Renal Panel\nLab Type: Chemistry/Hematology\nSpecimen: Serum\n" \
  "Date/Time Collected: 01 Dec 2010\n\n--------------------------------\n" \
  "Test Name: POTASSIUM\nResult: 5.9 Critical High\nUnits: mEq/L\nReference Range: (3.6-5.1)\n" \
  "Interpretation: Range before \n8-22-02 was: 3.6 - 5.0 mEq/L. \nStatus: Final\n" \
  "----------------------\nTest Name: CREATININE\nResult: .7 \nUnits: mg/dl\n" \
  "Reference Range: (.5-1.4)\nStatus: Final\n----------------------\n" \
  "Test Name: CLARITY\nResult: <5 slightly cloudy\nUnits: NTU\nReference Range: (>60)\n" \
  "Status: Pending\n--------------------------------\nComments: For Test: RENAL \n\n" \
  RULE "Lab Test: Sodium\nDate/Time Collected: 04 Jun 2010 @ 0900\n\n" \
  "--------------------------------\nTest Name: SODIUM\nResult:  \nUnits: mEq/L\n" \
  "Status: Pending\n" RULE "\nTest results slightly outside are not unusual.\n"

#define LABORATORY_LINES \
  "results|Renal Panel|For Test: RENAL|2010-12-01|partial\n" \
  "results|POTASSIUM|5.9 mEq/L|2010-12-01|final\nresults|CREATININE|0.7 mg/dl|2010-12-01|final\n" \
  "results|CLARITY|<5 slightly cloudy NTU|2010-12-01|registered\n" \
  "results|SODIUM||2010-06-04|registered\n"

static const struct
{
  const char *name;
  const char *text;
  const char *lines;            /* all that is listed but the text itself, in its order */
  const char *holds;            /* (nullable): stands in the Bundle */
  const char *lacks;            /* (nullable): stands nowhere in it */
} rows[] = {
  { "what VA gave out; words go on in the next line", VA MEDICINES,
    "medicines|LISINOPRIL 10MG TAB|TAKE ONE TABLET BY MOUTH DAILY: AVOID SALT|2010-07-01|active\n"
    "medicines|TABLET CUTTER||2010-05-24|unknown\n",
    "Prescription Number: 2718954", NULL },
  { "what somebody wrote down for VA; two fields share a line",
    VA HEADING ("SELF REPORTED MEDICATIONS AND SUPPLEMENTS")
    "Category: OTC\nDrug Name: Cough Medicine\nStrength: 1000mg\nDose: 2 TBS\n"
    "Frequency: morning and night\n"
    "Start Date: 1 Feb 2010                          Stop Date: 02/21/2010\n\n"
    "Reason for taking: Cough \n\nComments:  \n\n"
    "Category: HERBAL\nDrug Name: Ginkgo\nStart Date: 8 Mar 2008            Stop Date:  \n",
    "medicines|Cough Medicine 1000mg|2 TBS, morning and night|2010-02-01|completed\n"
    "medicines|Ginkgo||2008-03-08|unknown\n", "\"end\":\"2010-02-21\"", "HERBAL" },
  { "what is shouted in an instruction is no heading",
    VA HEADING ("VA MEDICATION HISTORY")
    "Medication: POTASSIUM\nInstructions: TAKE ONE TABLET\n-----DO NOT CRUSH-----\n"
    "Prescription Number: 1\n\nMedication: DIGOXIN\nStatus: Active\nPrescription Number: 2\n",
    "medicines|POTASSIUM|TAKE ONE TABLET -----DO NOT CRUSH-----||unknown\n"
    "medicines|DIGOXIN|||active\n", NULL, NULL },
  { "the category of the next one is no part of this one, where no empty line parts them",
    VA HEADING ("SELF REPORTED MEDICATIONS AND SUPPLEMENTS")
    "Drug Name: Ginseng\nComments: good\nCategory: HERBAL\nDrug Name: Ginkgo\nComments: fine\n"
    "Category: HERBAL\nDrug Name: Aspirin\nDose: 1\nDrug Name: Cough Medicine\n",
    "medicines|Ginseng|||unknown\nmedicines|Ginkgo|||unknown\nmedicines|Aspirin|1||unknown\n"
    "medicines|Cough Medicine|||unknown\n",
    "Comments: good\"", "HERBAL" },
  { "what is to end after the report was made is not over",
    VA HEADING ("SELF REPORTED MEDICATIONS AND SUPPLEMENTS")
    "Drug Name: Later\nStop Date: 25 Sep 2012\n\nDrug Name: That day\nStop Date: 24 Sep 2012\n",
    "medicines|Later||2012-09-25|unknown\nmedicines|That day||2012-09-24|completed\n",
    "\"end\":\"2012-09-25\"", NULL },
  { "nor what ends, where the report does not say when it was made",
    "------ MY HEALTHEVET PERSONAL INFORMATION REPORT ------\n" VA_PERSON
    HEADING ("SELF REPORTED MEDICATIONS AND SUPPLEMENTS")
    "Drug Name: A\nStop Date: 24 Sep 2012\n",
    "medicines|A||2012-09-24|unknown\n", NULL, NULL },
  { "allergies", VA HEADING ("VA ALLERGIES")
    "Allergy Name:        TRAMADOL\nLocation:            OAK\nDate Entered:        09 Mar 2011\n"
    "Reaction:            URINARY RETENTION \nAllergy Type:        DRUG \n"
    "Comments:            slowly\nworse \n\nPlease contact your health care team.\n",
    "allergies|TRAMADOL|URINARY RETENTION|2011-03-09|\n", "Comments: slowly worse\"",
    "Please contact" },
  { "vaccines: the table above them is another view of the same; a day that there is not",
    VA HEADING ("VA IMMUNIZATIONS")
    "Immunization                      Date Received\n------------------------------------\n"
    "Hepatitis B                       31 Jul 2011 @ 0800\n\n======================\n"
    "Immunization:   Hepatitis B\nDate Received:  31 Jul 2011 @ 0800\nReaction:*      NONE\n\n"
    "Immunization:   Tetanus\nDate Received:  31 Jun 2011 @ 0830\n\nImmunization:   Planned\n",
    "vaccines|Hepatitis B||2011-07-31|completed\nvaccines|Tetanus|31 Jun 2011 @ 0830||completed\n",
    "Reaction: NONE", "Planned" },
  { "what Medicare gave out, with empty lines between", CMS
    PART ("Self Reported Medical Conditions")
    "Condition Name: Asthma\n\nMedical Condition Start Date: 01/03/2007\n\n"
    "Medical Condition End Date: 01/03/2008\n\n"
    PART ("Self Reported Allergies")
    "Allergy Name: Codeine\n\nType: Drugs\n\nReaction: Wheezing\n\nSeverity: Mild\n\n"
    "First Episode Date: 05/01/2006\n\n"
    PART ("Self Reported Immunizations")
    "Immunization Name: Influenza\n\nDate Administered: 11/01/1999\n\n"
    PART ("Drugs") "Drug Name: Aspirin\n\nSupply: Daily\n\nOrig Drug Entry: Aspirin\n\n",
    "conditions|Asthma||2007-01-03|\nallergies|Codeine|Wheezing|2006-05-01|\n"
    "vaccines|Influenza||1999-11-01|completed\nmedicines|Aspirin|Daily||unknown\n",
    "\"severity\":\"mild\"", NULL },
  { "claims, each above its lines", CMS PART ("Claim Summary")
    "Claim Number: 48302\n\nProvider: SAFEWAY INC\n\nService Start Date: 10/09/2013\n\n"
    "Service End Date: 10/10/2013\n\nAmount Charged: $1,257.20\n\nYou May be Billed: $0.00\n\n"
    "Claim Type: PartB\n\nDiagnosis Code 1: V0481\n\n"
    "--------------------------------\nClaim Lines for Claim Number: 48302\n\n"
    "--------------------------------\n\nLine number:  1\n\nSubmitted Amount/Charges:  $31.90\n\n"
    "--------------------------------\n\n--------------------------------\n\n"
    "Claim Number: 58349\n\nProvider: OAK LABORATORY\n\nAmount Charged: about $5\n",
    "bills|SAFEWAY INC|1257.20 USD|2013-10-09|active\nbills|OAK LABORATORY|Medicare||active\n",
    "\"value\":1257.20", "31.90" },
  { "what a laboratory found, each with the day of its panel; remarks are about the whole panel",
    VA HEADING ("VA LABORATORY RESULTS") LABORATORY,
    LABORATORY_LINES,
    "\"code\":\"HH\"}],\"text\":\"Critical High\"", "Sodium" },
  { "the laboratory's range, as numbers where both ends are", VA HEADING ("VA LABORATORY RESULTS")
    LABORATORY, LABORATORY_LINES,
    "\"text\":\".5-1.4\",\"low\":{\"value\":0.5,\"unit\":\"mg/dl\"}", "\"low\":{}" },
  { "sections of which a line can mean several things are in the text only",
    VA HEADING ("VA LABORATORY RESULTS") "Test Name: SODIUM\nResult: 130 Low\n"
    HEADING ("VA APPOINTMENTS") "Date/Time:      13 Oct 2013 @ 1600\n", "", NULL, "SODIUM" },
  { "one of a kind that is cut off", VA HEADING ("VA ALLERGIES") "Allergy Name:", "", NULL, NULL },
};

static KinBundle *
read_bundle (const char  *text,
             char       **json)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GBytes) record = kin_blue_button_read (bytes);
  g_autoptr (GError) error = NULL;
  KinBundle *bundle;

  g_assert_nonnull (record);
  bundle = kin_bundle_new (record, &error);
  g_assert_no_error (error);
  if (json != NULL)
    *json = g_strndup (g_bytes_get_data (record, NULL), g_bytes_get_size (record));

  return bundle;
}

/* The first entries are the person and the text. */
static char *
list_lines (KinBundle *bundle)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 2; i < kin_bundle_get_n_entries (bundle); i++)
    {
      g_autoptr (KinSummary) item = kin_bundle_summarise (bundle, i, NULL);

      g_string_append_printf (lines, "%s|%s|%s|%s|%s\n", kin_section_get_id (item->section),
                              item->title, item->subtitle != NULL ? item->subtitle : "",
                              item->date != NULL ? item->date : "",
                              item->status != NULL ? item->status : "");
    }

  return g_string_free (lines, FALSE);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *json = NULL;
      g_autoptr (KinBundle) bundle = read_bundle (rows[i].text, &json);
      g_autofree char *lines = list_lines (bundle);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (lines, ==, rows[i].lines);
      g_assert_true (rows[i].holds == NULL || strstr (json, rows[i].holds) != NULL);
      g_assert_true (rows[i].lacks == NULL || strstr (json, rows[i].lacks) == NULL);
    }
}

/* Whose it is decides about all of it, so it comes first. */
static void
test_person (void)
{
  static const char * const texts[][2] = { { VA, "Mirela Ana Testova" },
                                           { CMS, "Mirela Testova" } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (KinBundle) bundle = read_bundle (texts[i][0], NULL);
      g_autoptr (KinIdentity) identity = kin_identity_new (kin_bundle_get_resource (bundle, 0));

      g_assert_cmpint (kin_identity_match_person (identity, texts[i][1], "1961-04-18"), ==,
                       KIN_MATCH_SAME);
      g_assert_cmpint (kin_identity_match_person (identity, texts[i][1], "1961-04-19"), ==,
                       KIN_MATCH_OTHER);
    }
}

/* A text of two people names both, so that the one who imports it can refuse. */
static void
test_two_people (void)
{
  g_autoptr (KinBundle) bundle =
    read_bundle (VA VA_HEAD "Name: OTHER, ANA       Date of Birth: 01 Mar 1948\n", NULL);
  g_auto (GStrv) ids = kin_bundle_list_patient_ids (bundle);

  g_assert_cmpuint (g_strv_length (ids), ==, 2);
}

/* All of the text is there to be read, also what was not made an entry. */
static void
test_whole (void)
{
  static const char text[] = VA MEDICINES HEADING ("SOMETHING ELSE") "caf\xe9: as it was\n";
  g_autoptr (KinBundle) bundle = read_bundle (text, NULL);
  KinJsonNode letter = kin_bundle_get_resource (bundle, 1);
  KinJsonNode content = kin_json_node_at (kin_json_node_get (letter, "content"), 0);
  g_autofree char *data = kin_json_node_dup_string (kin_json_node_get_path (content,
                                                                            "attachment.data"));
  g_autofree guchar *read = NULL;
  g_autofree char *wanted = g_convert (text, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  gsize length;

  g_assert_cmpstr (kin_bundle_get_type_at (bundle, 1), ==, "DocumentReference");
  read = g_base64_decode (data, &length);
  g_assert_cmpuint (length, ==, strlen (wanted));
  g_assert_true (memcmp (read, wanted, length) == 0);
}

static char *
dup_medicine (const char *text)
{
  g_autoptr (KinBundle) bundle = read_bundle (text, NULL);

  return g_strdup (kin_bundle_get_id_at (bundle, 2));
}

/* A later text replaces the same prescription, and a number of somebody else's is another one. */
static void
test_ids (void)
{
#define PRESCRIPTION(status) \
  HEADING ("VA MEDICATION HISTORY") "Medication: A\nStatus: " status "\nPrescription Number: 7\n"
  g_autofree char *one = dup_medicine (VA PRESCRIPTION ("Active"));
  g_autofree char *later = dup_medicine (VA PRESCRIPTION ("Expired"));
  g_autofree char *other = dup_medicine (VA HEADING ("VA MEDICATION HISTORY")
                                         "Medication: A\nPrescription Number: 8\n");

  g_assert_cmpstr (one, ==, later);
  g_assert_cmpstr (one, !=, other);
}

static const char * const refused[] = {
  "", "text", VA_HEAD, VA_PERSON, VA_HEAD "Name: TESTOVA, MIRELA\n",
  VA_HEAD "Name: TESTOVA, MIRELA            Date of Birth: 31 Apr 1961\n",
  "MYMEDICARE.GOV PERSONAL HEALTH INFORMATION\nName: Mirela\nDate of Birth: 04/18/1961\n",
};

static void
test_refused (void)
{
  static const char zero[] = VA "\0" MEDICINES;
  g_autoptr (GBytes) with_zero = g_bytes_new_static (zero, sizeof zero);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i], strlen (refused[i]));

      g_test_message ("%u", i);
      g_assert_null (kin_blue_button_read (bytes));
    }
  g_assert_null (kin_blue_button_read (with_zero));
}

static void
append_again (GByteArray *bytes,
              guint       at,
              guint       length)
{
  g_autofree guint8 *part = g_memdup2 (bytes->data + at, length);

  g_byte_array_append (bytes, part, length);
}

/* Bytes are changed, taken out, doubled. */
static GBytes *
mutate (const char *text,
        GRand      *dice)
{
  GByteArray *bytes = g_byte_array_new ();
  int changes = g_rand_int_range (dice, 1, 12);

  g_byte_array_append (bytes, (const guint8 *) text, (guint) strlen (text));
  for (int i = 0; i < changes && bytes->len > 2; i++)
    {
      guint at = (guint) g_rand_int_range (dice, 0, (gint32) bytes->len - 1);
      guint most = (guint) g_rand_int_range (dice, 1, 200);
      guint length = MIN (most, bytes->len - at);

      if (i % 3 == 0)
        bytes->data[at] = (guint8) g_rand_int_range (dice, 1, 256);
      else if (i % 3 == 1)
        g_byte_array_remove_range (bytes, at, length);
      else
        append_again (bytes, at, length);
    }

  return g_byte_array_free_to_bytes (bytes);
}

/* Whatever the bytes are, what comes of them is a Bundle or nothing. */
static void
test_any_bytes (void)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (20121124);
  guint n_read = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (GBytes) bytes = mutate (rows[round % G_N_ELEMENTS (rows)].text, dice);
      g_autoptr (GBytes) record = kin_blue_button_read (bytes);
      g_autoptr (GError) error = NULL;
      g_autoptr (KinBundle) bundle = record != NULL ? kin_bundle_new (record, &error) : NULL;

      g_assert_no_error (error);
      n_read += bundle != NULL;
    }
  /* Not all of them were broken. */
  g_assert_cmpuint (n_read, >, 300);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kin-blue-button/rows", test_rows);
  g_test_add_func ("/kin-blue-button/person", test_person);
  g_test_add_func ("/kin-blue-button/two-people", test_two_people);
  g_test_add_func ("/kin-blue-button/whole", test_whole);
  g_test_add_func ("/kin-blue-button/ids", test_ids);
  g_test_add_func ("/kin-blue-button/refused", test_refused);
  g_test_add_func ("/kin-blue-button/any-bytes", test_any_bytes);

  return g_test_run ();
}
