/* SPDX-FileCopyrightText: 2026 The Kinchart contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "test-kin-twin"

#include "config.h"

#include <string.h>

#include "kin-summary.h"
#include "kin-twin.h"

static KinItem *
new_item (const char *source,
          const char *resource)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (resource, strlen (resource));
  g_autoptr (GError) error = NULL;
  g_autoptr (KinJson) json = kin_json_new (bytes, &error);
  g_autoptr (KinSummary) summary = NULL;

  g_assert_no_error (error);
  summary = kin_summary_new (kin_json_get_root (json), &error);
  g_assert_no_error (error);

  return kin_item_new (1, source, summary, 0, json);
}

/* Pieces of resources */
#define CVX(code) "'vaccineCode':{'coding':[{'system':'http://hl7.org/fhir/sid/cvx','code':'" code \
                  "'}],'text':'Flu shot'}"
#define DOSE(id, more) "{'resourceType':'Immunization','id':'" id "','status':'completed'," more "}"
#define ON(day) ",'occurrenceDateTime':'" day "'"
#define LOINC(code) "'code':{'coding':[{'system':'http://loinc.org','code':'" code "'}]," \
                    "'text':'Glucose'}"
#define LAB(more) "{'resourceType':'Observation','id':'1','status':'final'," \
                  "'category':[{'coding':[{'code':'laboratory'}]}]," more "}"
#define AT(time) ",'effectiveDateTime':'" time "'"
#define VALUE(value) ",'valueQuantity':{'value':" value ",'unit':'mg/dL'}"
#define DRUG(status, more) \
  "{'resourceType':'MedicationRequest','id':'1','status':'" status "'," \
  "'medicationCodeableConcept':{'text':'Lisinopril 10 mg','coding':[{'code':'314076'," \
  "'system':'http://www.nlm.nih.gov/research/umls/rxnorm'}]}" more "}"
#define HOW(words) ",'dosageInstruction':[{'text':'" words "'}]"
#define ROUTE(words) ",'dosageInstruction':[{'route':{'text':'" words "'}}]"
#define REPEAT(unit) ",'dosageInstruction':[{'timing':{'repeat':{'frequency':1,'period':1," \
                     "'periodUnit':'" unit "'}}}]"
#define STRENGTH(code) \
  "{'resourceType':'MedicationRequest','id':'1','status':'active','medicationCodeableConcept':" \
  "{'text':'Lisinopril','coding':[{'system':'http://www.nlm.nih.gov/research/umls/rxnorm'," \
  "'code':'" code "'},{'system':'http://www.nlm.nih.gov/research/umls/rxnorm','code':'29046'}]}}"
/* By what is in it, as a resource inside says */
#define RXNORM "'system':'http://www.nlm.nih.gov/research/umls/rxnorm'"
#define IN(code, strength) "{'itemCodeableConcept':{'coding':[{" RXNORM ",'code':'" code "'}]}" \
                           strength "}"
#define MG(value) ",'strength':{'numerator':{'value':" value ",'unit':'mg','code':'mg'}," \
                  "'denominator':{'value':1,'unit':'tablet'}}"
#define SUBSTANCE(name) \
  "{'resourceType':'MedicationStatement','id':'1','status':'active','medicationCodeableConcept':" \
  "{'text':'" name "','coding':[{'system':'http://www.whocc.no/atc','code':'C09AA03'}]}}"
#define MADE_OF(parts, more) \
  "{'resourceType':'MedicationRequest','id':'1','status':'active'," \
  "'medicationReference':{'reference':'#m','display':'Zestril'},'contained':[" \
  "{'resourceType':'Medication','id':'m','ingredient':[" parts "]" more "}]}"
#define NUMBERED(coding) \
  "{'resourceType':'MedicationRequest','id':'1','status':'active','identifier':[" \
  NUMBER ("urn:oid:1.2.3", "8") "],'medicationCodeableConcept':{'text':'Lisinopril'," coding "}}"
#define PART(value) "{'code':{'text':'Part'},'valueString':'" value "'}"
#define PARTS(last) ",'component':[" PART ("1") "," PART ("2") "," PART ("3") "," PART ("4") "," \
                    PART (last) "]"
#define TEN "0123456789 123456789 123456789 123456789 123456789 "
#define LONG_VALUE(end) ",'valueString':'" TEN TEN TEN TEN TEN end "'"
#define VISIT(time) "{'resourceType':'Appointment','id':'e0Xk81.long-enough'," \
                    "'status':'booked','start':'" time "','description':'Check-up'}"
#define ILL(status, more) \
  "{'resourceType':'Condition','id':'1','clinicalStatus':{'coding':[{'code':'" status "'}]}," \
  "'code':{'coding':[{'system':'http://snomed.info/sct','code':'38341003'}]," \
  "'text':'High blood pressure'}" more "}"
#define ALLERGY(more) "{'resourceType':'AllergyIntolerance','id':'1','clinicalStatus':{'coding':" \
  "[{'code':'active'}]},'code':{'coding':[{'system':'http://snomed.info/sct'," \
  "'code':'91936005'}],'text':'Penicillin'}" more "}"
#define NOTE(id, number) "{'resourceType':'DocumentReference','id':'" id "','status':'current'," \
  "'identifier':[" number "],'type':{'text':'Discharge letter'},'date':'2024-03-02'}"
#define NUMBER(system, value) "{'system':'" system "','value':'" value "'}"
#define CONCERN(id, status, more) "{'resourceType':'Condition','id':'" id "','subject':{" \
  "'reference':'Patient/" id "'},'clinicalStatus':{'coding':[{'code':'" status "'}]}," \
  "'code':{'text':'She worries about her weight.'}" more "}"
#define NARRATIVE(status, words) ",'text':{'status':'" status "','div':'" words "'}"
#define RESULT(id) "{'reference':'Observation/" id "'}"
#define MODIFIED(value) ",'modifierExtension':[{'url':'http://x','valueInteger':" value "}]"
#define COVER(id, more) "{'resourceType':'DiagnosticReport','id':'" id "','status':'final'," \
  "'code':{'text':'Blood typing'},'effectiveDateTime':'2015-10-10'" more "}"
#define TAKES(id, medicine, contained) "{'resourceType':'MedicationStatement','id':'" id "'," \
  "'status':'active','medicationReference':{'reference':'" medicine "','display':'Insulin'}," \
  "'contained':[" contained "],'dosage':[{'text':'One in the morning'}]}"
#define AMOUNT(id, amount) "{'resourceType':'Medication','id':'" id "','amount':" amount "}"
#define WENT(id, time, to) "{'resourceType':'Encounter','id':'" id "','status':'finished'," \
  "'type':[{'text':'Visit'}],'period':{'start':'2020-01-01" time "'}," \
  "'serviceProvider':{'reference':'Organization/" to "'}}"

/* A result, the order that it answers, and one of the numbers of that */
#define GLUCOSE(more) LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("95") more)
#define ORDER(side, system, value) \
  "{'system':'" system "','value':'" value "','type':{'coding':[{'code':'" side "'}]}}"
#define BASED_ON(number) ",'basedOn':[{'identifier':" number "}]"
#define HAS(number) ",'identifier':[" number "]"
#define REQUEST(number) ",'basedOn':[{'reference':'#o'}],'contained':[{'resourceType':" \
                        "'ServiceRequest','id':'o','identifier':[" number "]}]"
#define REPORT(number) "{'resourceType':'DiagnosticReport','id':'1','status':'final','category':" \
                       "[{'coding':[{'code':'LAB'}]}]," LOINC ("24323-8") AT ("2024-01-05") \
                       ",'identifier':[" NUMBER ("urn:lab", "3") "]" number "}"

static const struct
{
  const char    *title;
  const char    *one;
  const char    *other;
  KinTwinReason  reason;
  gboolean       one_way;            /* @other would lose something if it were not listed */
} cases[] = {
  { "a dose", DOSE ("1", CVX ("140") ON ("2023-10-02")),
    DOSE ("9", CVX ("140") ON ("2023-10-02T09:15:00-05:00")), KIN_TWIN_VACCINE },
  { "a dose on another day", DOSE ("1", CVX ("140") ON ("2023-10-02")),
    DOSE ("9", CVX ("140") ON ("2023-10-03")), KIN_TWIN_NONE },
  { "another vaccine", DOSE ("1", CVX ("140") ON ("2023-10-02")),
    DOSE ("9", CVX ("207") ON ("2023-10-02")), KIN_TWIN_NONE },
  { "a dose of another lot", DOSE ("1", CVX ("140") ON ("2023-10-02") ",'lotNumber':'A1'"),
    DOSE ("9", CVX ("140") ON ("2023-10-02") ",'lotNumber':'B2'"), KIN_TWIN_NONE },
  { "a dose by its name alone", DOSE ("1", "'vaccineCode':{'text':'Flu shot'}" ON ("2023-10-02")),
    DOSE ("9", "'vaccineCode':{'text':'Flu shot'}" ON ("2023-10-02")), KIN_TWIN_NONE },
  { "a dose that was not given", DOSE ("1", CVX ("140") ON ("2023-10-02")),
    "{'resourceType':'Immunization','id':'9','status':'not-done'," CVX ("140") ON ("2023-10-02")
    "}", KIN_TWIN_NONE },
  { "a year only", DOSE ("1", CVX ("140") ON ("2023")), DOSE ("9", CVX ("140") ON ("2023")),
    KIN_TWIN_NONE },

  { "a result", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00-06:00") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05T14:00:00Z") VALUE ("95")), KIN_TWIN_RESULT },
  { "a result at another time", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05T12:00:00Z") VALUE ("95")), KIN_TWIN_NONE },
  { "a result of that day", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")), KIN_TWIN_RESULT },
  { "another value", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("96")), KIN_TWIN_NONE },
  { "another test", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("95")),
    LAB (LOINC ("2339-0") AT ("2024-01-05T08:00:00Z") VALUE ("95")), KIN_TWIN_NONE },
  { "nothing was measured", LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z")),
    LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") ",'issued':'2024-01-06T08:00:00Z'"),
    KIN_TWIN_NONE },
  { "a code of no system", LAB ("'code':{'coding':[{'code':'GLU'}],'text':'Glucose'}"
                                AT ("2024-01-05") VALUE ("95")),
    LAB ("'code':{'coding':[{'code':'GLU'}],'text':'Glucose'}" AT ("2024-01-05") VALUE ("95")
         ",'issued':'2024-01-06T08:00:00Z'"), KIN_TWIN_NONE },
  { "the fifth of five parts", LAB (LOINC ("93025-5") AT ("2024-01-05") PARTS ("5")),
    LAB (LOINC ("93025-5") AT ("2024-01-05") PARTS ("9")), KIN_TWIN_NONE },
  { "the end of a long answer", LAB (LOINC ("600-7") AT ("2024-01-05") LONG_VALUE ("no growth")),
    LAB (LOINC ("600-7") AT ("2024-01-05") LONG_VALUE ("growth")), KIN_TWIN_NONE },
  { "a mark that only one has", LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")
         ",'interpretation':[{'coding':[{'code':'H'}]}]"), KIN_TWIN_RESULT, TRUE },
  { "nothing to be marked", LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")
         ",'interpretation':[{'coding':[{'code':'N'}]}]"), KIN_TWIN_RESULT },
  { "a value that came later",
    LAB (LOINC ("2345-7") AT ("2024-01-05") ",'identifier':[" NUMBER ("urn:a", "8") "]"),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95") ",'identifier':["
         NUMBER ("urn:a", "8") "]"), KIN_TWIN_NUMBER, TRUE },
  { "the clinic marked it", LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")
                                 ",'interpretation':[{'coding':[{'code':'H'}]}]"),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95")
         ",'interpretation':[{'coding':[{'code':'HH'}]}]"), KIN_TWIN_NONE },

  { "one order", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))),
    GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))",'issued':'2024-01-06T08:00:00Z'"),
    KIN_TWIN_NUMBER },
  { "one order, on one of its numbers", GLUCOSE (BASED_ON (ORDER ("PLAC", "urn:o", "7"))),
    GLUCOSE (HAS (ORDER ("PLAC", "urn:o", "7") "," ORDER ("FILL", "urn:f", "9"))),
    KIN_TWIN_NUMBER },
  { "one order, as a resource inside says", GLUCOSE (REQUEST (NUMBER ("urn:o", "7"))),
    GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))), KIN_TWIN_NUMBER },
  { "one order of a month", LAB (LOINC ("2345-7") AT ("2024-01") VALUE ("95")
                                 BASED_ON (NUMBER ("urn:o", "7"))),
    LAB (LOINC ("2345-7") AT ("2024-01") VALUE ("95") BASED_ON (NUMBER ("urn:o", "7"))
         ",'issued':'2024-01-06T08:00:00Z'"), KIN_TWIN_NUMBER },
  { "two orders", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))),
    GLUCOSE (BASED_ON (NUMBER ("urn:o", "8"))), KIN_TWIN_NONE },
  { "two orders of whoever asked", GLUCOSE (HAS (ORDER ("PLAC", "urn:o", "7"))),
    GLUCOSE (HAS (ORDER ("PLAC", "http://o.example", "8"))), KIN_TWIN_NONE },
  { "two orders in one batch of the lab",
    GLUCOSE (HAS (ORDER ("PLAC", "urn:o", "7") "," ORDER ("FILL", "urn:f", "9"))),
    GLUCOSE (HAS (ORDER ("PLAC", "urn:o", "8") "," ORDER ("FILL", "urn:f", "9"))),
    KIN_TWIN_NONE },
  { "an order, and the number of the lab", GLUCOSE (HAS (ORDER ("PLAC", "urn:o", "7"))),
    GLUCOSE (HAS (ORDER ("FILL", "urn:f", "9"))), KIN_TWIN_RESULT },
  { "an order that only one says", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))), GLUCOSE (""),
    KIN_TWIN_RESULT },
  { "an order of nobody", GLUCOSE (BASED_ON ("{'value':'7'}")),
    GLUCOSE (BASED_ON ("{'value':'7'}") ",'issued':'2024-01-06T08:00:00Z'"), KIN_TWIN_RESULT },
  { "one order and another value", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))),
    LAB (LOINC ("2345-7") AT ("2024-01-05T08:00:00Z") VALUE ("59")
         BASED_ON (NUMBER ("urn:o", "7"))), KIN_TWIN_NONE },
  { "one order and another test", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))),
    LAB (LOINC ("2339-0") AT ("2024-01-05T08:00:00Z") VALUE ("95")
         BASED_ON (NUMBER ("urn:o", "7"))), KIN_TWIN_NONE },
  { "two times of a series", GLUCOSE (BASED_ON (NUMBER ("urn:o", "7"))),
    LAB (LOINC ("2345-7") AT ("2024-01-05T09:00:00Z") VALUE ("95")
         BASED_ON (NUMBER ("urn:o", "7"))), KIN_TWIN_NONE },
  { "one report", REPORT (BASED_ON (NUMBER ("urn:o", "7"))),
    REPORT (BASED_ON (NUMBER ("urn:o", "7")) ",'issued':'2024-01-06T08:00:00Z'"),
    KIN_TWIN_NUMBER },
  { "reports of two orders", REPORT (BASED_ON (NUMBER ("urn:o", "7"))),
    REPORT (BASED_ON (NUMBER ("urn:o", "8"))), KIN_TWIN_NONE },

  { "a medicine", DRUG ("active", HOW ("One in the morning") ",'authoredOn':'2023-01-01'"),
    DRUG ("active", HOW ("one in the morning") ",'authoredOn':'2024-05-01'"), KIN_TWIN_MEDICINE },
  { "other directions", DRUG ("active", HOW ("One in the morning")),
    DRUG ("active", HOW ("Two in the morning")), KIN_TWIN_NONE },
  { "directions that only one has", DRUG ("active", ""), DRUG ("active", HOW ("One a day")),
    KIN_TWIN_MEDICINE, TRUE },
  { "another way into the body", DRUG ("active", ROUTE ("Subcutaneous")),
    DRUG ("active", ROUTE ("Intravenous")), KIN_TWIN_NONE },
  { "once a day, once a week", DRUG ("active", REPEAT ("d")), DRUG ("active", REPEAT ("wk")),
    KIN_TWIN_NONE },
  { "when it is needed", DRUG ("active", ",'dosageInstruction':[{'asNeededBoolean':true}]"),
    DRUG ("active", ",'dosageInstruction':[{'asNeededBoolean':false}]"), KIN_TWIN_NONE },
  { "another strength of the same", STRENGTH ("314076"), STRENGTH ("314077"), KIN_TWIN_NONE },
  { "a code of the substance, and two strengths in the names", SUBSTANCE ("Lisinopril 10 mg"),
    SUBSTANCE ("Lisinopril 20 mg"), KIN_TWIN_NONE },
  { "a code of the substance, and a strength that only one has", SUBSTANCE ("Lisinopril"),
    SUBSTANCE ("Lisinopril 12.5 mg"), KIN_TWIN_MEDICINE, TRUE },
  { "a code of the substance, and a tenth of the strength", SUBSTANCE ("Digoxin 0,25 mg"),
    SUBSTANCE ("Digoxin 0,025 mg"), KIN_TWIN_NONE },
  { "a code of the substance, and the digits of others", SUBSTANCE ("Lisinopril \u0661\u0660"),
    SUBSTANCE ("Lisinopril \u0662\u0660"), KIN_TWIN_NONE },
  { "a code of the substance, and two units", SUBSTANCE ("Levothyroxine 100 mcg"),
    SUBSTANCE ("Levothyroxine 100 mg"), KIN_TWIN_NONE },
  { "a code of the substance, in how much of it", SUBSTANCE ("Morphine 10 mg/ml"),
    SUBSTANCE ("Morphine 10 mg"), KIN_TWIN_NONE },
  { "a code of the substance, and a point before the number", SUBSTANCE ("Digoxin .5 mg"),
    SUBSTANCE ("Digoxin 5 mg"), KIN_TWIN_NONE },
  { "two strengths in another order", SUBSTANCE ("5 mg / 10 mg tablet"),
    SUBSTANCE ("10 mg / 5 mg tablet"), KIN_TWIN_NONE },
  { "a strength that is there twice", SUBSTANCE ("5 mg / 10 mg tablet"),
    SUBSTANCE ("5 mg / 5 mg tablet"), KIN_TWIN_NONE },
  { "one strength in two names", SUBSTANCE ("Lisinopril 10 mg"), SUBSTANCE ("ZESTRIL (10 MG) tab"),
    KIN_TWIN_MEDICINE },
  { "what is in it, and how much", MADE_OF (IN ("29046", MG ("10")), ""),
    MADE_OF (IN ("29046", MG ("10.0")), ",'code':{'text':'Lisinopril'}"), KIN_TWIN_MEDICINE },
  { "two substances in another order",
    MADE_OF (IN ("29046", MG ("10")) "," IN ("5487", MG ("12.5")), ""),
    MADE_OF (IN ("5487", MG ("12.5")) "," IN ("29046", MG ("10")), ""), KIN_TWIN_MEDICINE },
  { "the same in it, and more of it", MADE_OF (IN ("29046", MG ("10")), ""),
    MADE_OF (IN ("29046", MG ("20")), ""), KIN_TWIN_NONE },
  { "the same in it, and nobody says how much", MADE_OF (IN ("29046", ""), ""),
    MADE_OF (IN ("29046", ""), ",'code':{'text':'Lisinopril'}"), KIN_TWIN_NONE },
  { "the same in it, and something else", MADE_OF (IN ("29046", MG ("10")), ""),
    MADE_OF (IN ("29046", MG ("10")) "," IN ("5487", MG ("12.5")), ""), KIN_TWIN_NONE },
  { "a tablet and a syrup", MADE_OF (IN ("29046", MG ("10")), ",'form':{'text':'Tablet'}"),
    MADE_OF (IN ("29046", MG ("10")), ",'form':{'text':'Syrup'}"), KIN_TWIN_NONE },
  { "the same in it, and another code",
    MADE_OF (IN ("29046", MG ("10")), ",'code':{'coding':[{" RXNORM ",'code':'314076'}]}"),
    MADE_OF (IN ("29046", MG ("10")), ",'code':{'coding':[{" RXNORM ",'code':'104377'}]}"),
    KIN_TWIN_NONE },
  { "one code, and one of them says what is in it",
    MADE_OF (IN ("29046", MG ("10")), ",'code':{'coding':[{" RXNORM ",'code':'314076'}]}"),
    DRUG ("active", ""), KIN_TWIN_NONE },
  { "prescribed, and given", DRUG ("completed", ",'authoredOn':'2020-01-01'"),
    "{'resourceType':'MedicationAdministration','id':'9','status':'completed',"
    "'medicationCodeableConcept':{'coding':[{'code':'314076',"
    "'system':'http://www.nlm.nih.gov/research/umls/rxnorm'}]},"
    "'effectiveDateTime':'2020-01-01T09:00:00Z'}", KIN_TWIN_NONE },
  { "two clinics differ", DRUG ("active", ""), DRUG ("stopped", ""), KIN_TWIN_NONE },
  { "two courses that are over", DRUG ("completed", ",'authoredOn':'2020-01-01'"),
    DRUG ("completed", ",'authoredOn':'2022-01-01'"), KIN_TWIN_NONE },
  { "one course that is over", DRUG ("completed", ",'authoredOn':'2020-01-01'"),
    DRUG ("completed", HOW ("One in the morning") ",'authoredOn':'2020-01-01'"),
    KIN_TWIN_MEDICINE, TRUE },

  { "a condition", ILL ("active", ",'onsetDateTime':'2015'"),
    ILL ("active", ",'recordedDate':'2019-02-02'"), KIN_TWIN_CONDITION },
  { "a condition that was ruled out", "{'resourceType':'Condition','id':'1','code':{'coding':"
    "[{'system':'http://snomed.info/sct','code':'38341003'}]},'onsetDateTime':'2015-01-01'}",
    "{'resourceType':'Condition','id':'2','code':{'coding':"
    "[{'system':'http://snomed.info/sct','code':'38341003'}]},'onsetDateTime':'2015-01-01',"
    "'verificationStatus':{'coding':[{'code':'refuted'}]}}", KIN_TWIN_CONDITION, TRUE },
  { "two times in a life", ILL ("resolved", ",'onsetDateTime':'2015-01-01'"),
    ILL ("resolved", ",'onsetDateTime':'2019-01-01'"), KIN_TWIN_NONE },

  { "an allergy", ALLERGY (""), ALLERGY (",'recordedDate':'2019-02-02'"), KIN_TWIN_ALLERGY },
  { "a risk that only one knows", ALLERGY (""), ALLERGY (",'criticality':'high'"),
    KIN_TWIN_ALLERGY, TRUE },
  { "a second reaction, and worse",
    ALLERGY (",'reaction':[{'severity':'mild'}]"),
    ALLERGY (",'reaction':[{'severity':'mild'},{'severity':'severe'}]"), KIN_TWIN_NONE },
  { "a risk that the clinic corrected",
    ALLERGY (",'criticality':'low','identifier':[" NUMBER ("urn:a", "5") "]"),
    ALLERGY (",'criticality':'high','identifier':[" NUMBER ("urn:a", "5") "]"), KIN_TWIN_NONE },
  { "a worse reaction", ALLERGY (",'reaction':[{'manifestation':[{'text':'Hives'}]}]"),
    ALLERGY (",'reaction':[{'manifestation':[{'text':'Shock'}]}]"), KIN_TWIN_NONE },
  { "another risk", ALLERGY (",'criticality':'low'"), ALLERGY (",'criticality':'high'"),
    KIN_TWIN_NONE },
  { "what we cannot read", ALLERGY (""),
    ALLERGY (",'modifierExtension':[{'url':'http://x','valueBoolean':true}]"), KIN_TWIN_NONE },

  { "words alone, all of them the same", CONCERN ("1", "active", ""),
    CONCERN ("2", "active", ""), KIN_TWIN_WORDS },
  { "words alone, and something more", CONCERN ("1", "active", ""),
    CONCERN ("2", "active", ",'recordedDate':'2019-02-02'"), KIN_TWIN_NONE },
  { "words alone, of what is over", CONCERN ("1", "resolved", ""), CONCERN ("2", "resolved", ""),
    KIN_TWIN_NONE },
  { "what a file made of itself", CONCERN ("1", "active", NARRATIVE ("generated", "a")),
    CONCERN ("2", "active", NARRATIVE ("generated", "b") ",'meta':{'versionId':'2'}"),
    KIN_TWIN_WORDS },
  { "what the narrative says alone", CONCERN ("1", "active", NARRATIVE ("additional", "a")),
    CONCERN ("2", "active", NARRATIVE ("additional", "b")), KIN_TWIN_NONE },
  { "the cover of results, word for word",
    COVER ("1", ",'result':[" RESULT ("a") "," RESULT ("b") "]"),
    COVER ("2", ",'result':[" RESULT ("c") "," RESULT ("d") "]"), KIN_TWIN_WORDS },
  { "the cover of one result more", COVER ("1", ",'result':[" RESULT ("a") "]"),
    COVER ("2", ",'result':[" RESULT ("c") "," RESULT ("d") "]"), KIN_TWIN_NONE },
  { "the cover of nothing", COVER ("1", ""), COVER ("2", ""), KIN_TWIN_NONE },
  { "a cover in a picture", COVER ("1", ",'result':[" RESULT ("a") "],'media':[{'link':{"
                                   "'reference':'Media/a'}}]"),
    COVER ("2", ",'result':[" RESULT ("b") "],'media':[{'link':{'reference':'Media/b'}}]"),
    KIN_TWIN_NONE },
  { "what we cannot read, and all of it the same", ALLERGY (MODIFIED ("1")),
    ALLERGY (MODIFIED ("1")), KIN_TWIN_WORDS },
  { "what we cannot read, and something else", ALLERGY (MODIFIED ("1")), ALLERGY (MODIFIED ("2")),
    KIN_TWIN_NONE },
  { "a medicine that is told by its id", TAKES ("1", "Medication/a", ""),
    TAKES ("2", "Medication/b", ""), KIN_TWIN_NONE },
  { "one of two that came with it", TAKES ("1", "#a", AMOUNT ("a", "1") "," AMOUNT ("b", "2")),
    TAKES ("2", "#b", AMOUNT ("a", "1") "," AMOUNT ("b", "2")), KIN_TWIN_NONE },
  { "the other of two that came with it",
    TAKES ("1", "#a", AMOUNT ("a", "1") "," AMOUNT ("b", "2")),
    TAKES ("2", "#a", AMOUNT ("b", "1") "," AMOUNT ("a", "2")), KIN_TWIN_NONE },
  { "two visits on one day", WENT ("1", "", "a"), WENT ("2", "", "a"), KIN_TWIN_NONE },
  { "two visits at midnight", WENT ("1", "T00:00:00Z", "a"), WENT ("2", "T00:00:00Z", "a"),
    KIN_TWIN_NONE },
  { "a visit in one minute", WENT ("1", "T10:20:00Z", "a"), WENT ("2", "T10:20:00Z", "a"),
    KIN_TWIN_WORDS },
  { "two visits in one minute", WENT ("1", "T10:20:00Z", "a"), WENT ("2", "T10:20:00Z", "b"),
    KIN_TWIN_NONE },

  { "a letter by its number", NOTE ("1", NUMBER ("urn:oid:1.2.3", "77")),
    NOTE ("9", NUMBER ("urn:oid:1.2.3", "77")), KIN_TWIN_NUMBER },
  { "an appointment that was moved", VISIT ("2030-05-05T09:00:00Z"),
    VISIT ("2030-05-05T14:00:00Z"), KIN_TWIN_NONE },
  { "a number of others", NOTE ("1", NUMBER ("urn:oid:1.2.3", "77")),
    NOTE ("9", NUMBER ("urn:oid:1.2.4", "77")), KIN_TWIN_NONE },
  { "a number of nobody", NOTE ("1", "{'value':'77'}"), NOTE ("9", "{'value':'77'}"),
    KIN_TWIN_NONE },
  { "the id that its clinic gave it", NOTE ("e0Xk81.long-enough", ""),
    NOTE ("e0Xk81.long-enough", ""), KIN_TWIN_NUMBER },
  { "a number of a year",
    ILL ("active", ",'onsetDateTime':'2015','identifier':[" NUMBER ("urn:a", "5") "]"),
    ILL ("active", ",'onsetDateTime':'2015','identifier':[" NUMBER ("urn:a", "5") "]"),
    KIN_TWIN_NUMBER },
  { "an id that is counted, word for word", NOTE ("12", ""), NOTE ("12", ""), KIN_TWIN_NUMBER },
  { "an id that is counted", ILL ("active", ",'onsetDateTime':'2015-05-05'"),
    "{'resourceType':'Condition','id':'1','code':{'text':'High blood pressure'},"
    "'onsetDateTime':'2015-05-05'}", KIN_TWIN_NONE },
  { "one number and another value",
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("95") ",'identifier':["
         NUMBER ("urn:oid:1.2.3", "8") "]"),
    LAB (LOINC ("2345-7") AT ("2024-01-05") VALUE ("59") ",'identifier':["
         NUMBER ("urn:oid:1.2.3", "8") "]"), KIN_TWIN_NONE },
  { "one number, one name, and another strength",
    NUMBERED ("'coding':[{" RXNORM ",'code':'314076'}]"),
    NUMBERED ("'coding':[{" RXNORM ",'code':'314077'}]"), KIN_TWIN_NONE },
  { "one number, and more codes",
    NUMBERED ("'coding':[{" RXNORM ",'code':'314076'}]"),
    NUMBERED ("'coding':[{" RXNORM ",'code':'314076'},{" RXNORM ",'code':'29046'}]"),
    KIN_TWIN_NUMBER },
  { "one number, and codes of other systems",
    NUMBERED ("'coding':[{" RXNORM ",'code':'314076'}]"),
    NUMBERED ("'coding':[{'system':'http://snomed.info/sct','code':'318857004'}]"),
    KIN_TWIN_NUMBER },
  { "the number of a panel",
    LAB (LOINC ("2345-7") AT ("2024-01-05") ",'identifier':[" NUMBER ("urn:oid:1.2.3", "8") "]"),
    LAB ("'code':{'coding':[{'system':'http://loinc.org','code':'2339-0'}],'text':'Sodium'}"
         AT ("2024-01-05") ",'identifier':[" NUMBER ("urn:oid:1.2.3", "8") "]"), KIN_TWIN_NONE },
};

static char *
to_json (const char *text)
{
  return g_strdelimit (g_strdup (text), "'", '"');
}

static gboolean
share_key (KinItem *one,
           KinItem *other)
{
  g_auto (GStrv) keys = kin_twin_list_keys (one);
  g_auto (GStrv) others = kin_twin_list_keys (other);

  for (guint i = 0; keys[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) others, keys[i]))
      return TRUE;

  return FALSE;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *first = to_json (cases[i].one);
  g_autofree char *second = to_json (cases[i].other);
  g_autoptr (KinItem) one = new_item ("a", first);
  g_autoptr (KinItem) other = new_item ("b", second);

  g_test_message ("%s", cases[i].title);
  g_assert_cmpint (kin_twin_compare (one, other), ==, cases[i].reason);
  g_assert_cmpint (kin_twin_compare (other, one), ==,
                   cases[i].one_way ? KIN_TWIN_NONE : cases[i].reason);
  /* What is never looked at is never found. */
  if (cases[i].reason != KIN_TWIN_NONE)
    g_assert_true (share_key (one, other));
}

static void
test_name (void)
{
  g_autofree char *resource = to_json (cases[0].one);
  g_autoptr (KinItem) one = new_item ("b", resource);
  g_autoptr (KinItem) other = new_item ("a", resource);
  g_autofree char *name = kin_twin_dup_name (one, other);
  g_autofree char *again = kin_twin_dup_name (other, one);

  g_assert_cmpstr (name, ==, "a/Immunization/1 b/Immunization/1");
  g_assert_cmpstr (again, ==, name);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/kin-twin/%s", cases[i].title);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/kin-twin/name", test_name);

  return g_test_run ();
}
