@order_notification @normal
Feature: Day of an order at the end of the year
  A mail dates an order to the day at its destination, wherever the servers are.

  Rule: The day of an order is the day at its destination

    Scenario: The year has two minutes left at the destination, and has begun in Greenwich
      Given in the United States the year ends in 2 minutes
      And the customer's cart holds 2 copies of "Dune" at $9.50
      When the customer checks out
      Then the mail says "Order date: December 31"

    Scenario: The year has begun at the destination, and not yet in Greenwich
      Given the customer lives in Japan
      And in Japan the year ends in 2 minutes
      And 3 minutes have passed
      And the customer's cart holds 2 copies of "Dune" at ¥950
      When the customer checks out
      Then the mail says "Order date: January 1"
