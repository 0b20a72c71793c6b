@order_notification @normal
Feature: Unknown languages
  The language of a mail never decides whether a customer can buy.

  Rule: A mail is written in the nearest language the shop knows, else in English

    Scenario Outline: The browser asks for <language>
      Given the customer's cart holds 1 copy of "Dune" at $9.50
      And the customer's browser asks for the language <language>
      When the customer checks out
      Then the customer has one order of $9.50
      And the subject of the mail is "<subject>"

      Examples: why: a tag says more than the shop knows, or nothing
        | language           | subject                                | why                         |
        | "es-419"           | Your order # is confirmed              | Spanish of Latin America    |
        | "zh-Hans"          | Your order # is confirmed              | Chinese in simplified signs |
        | "de-Latn-AT"       | Ihre Bestellung # ist bestätigt        | German all the same         |
        | "de_DE.UTF-8"      | Ihre Bestellung # ist bestätigt        | as operating systems say it |
        | "fr-CA-u-ca-gregory" | Votre commande # est confirmée       | with a calendar             |
        | "klingon, please!" | Your order # is confirmed              | no language at all          |
        | ""                 | Your order # is confirmed              | a browser that says nothing |
