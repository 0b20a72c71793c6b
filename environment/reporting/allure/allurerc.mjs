// How Allure 3 turns reports/allure-results into one page. Paths come from the program that calls it.
// The first category that matches counts. Its name tells the reader of a red report where to look next.
export default {
  name: "Checkout acceptance",
  historyPath: process.env.REPORT_HISTORY,
  appendHistory: true,
  historyLimit: 50,
  // The timeline needs this label; on the page of a scenario it would only distract.
  hideLabels: ["thread"],
  categories: [
    {
      name: "Step not written yet",
      matchers: [{ statuses: ["broken"], message: /^(No step is written for|StepNotImplementedError)/ }],
    },
    {
      name: "Environment: a hook or the clean-up failed",
      matchers: [{ statuses: ["broken"], message: /(HOOK|CLEANUP)-ERROR|the run was stopped/ }],
    },
    {
      name: "Product differs from specification, by the arrow where it went wrong first",
      matchers: [{ statuses: ["failed"] }],
      groupBy: [{ label: "arrow" }],
      expand: true,
    },
    {
      name: "Integration trouble, by the arrow where it went wrong first",
      matchers: [{ statuses: ["broken"] }],
      groupBy: [{ label: "arrow" }],
      expand: true,
    },
  ],
  plugins: {
    awesome: {
      options: {
        reportName: "Checkout acceptance",
        singleFile: true,
        reportLanguage: "en",
        theme: "light",
        groupBy: ["epic", "feature", "story"],
        stepTreeExpansion: "expand_failed_only",
      },
    },
  },
};
