/// The files with which code hosts build a new book and publish it.
enum NewBookPublishing {
  static let github = """
    # Builds the book after each push to main and publishes it as the repository's page. To be set up once: as the source of
    # the page "GitHub Actions", and as the variable LECTERN_SOURCE the address of Lectern's repository.
    name: publish
    on:
      push:
        branches: [main]
      workflow_dispatch:

    permissions:
      contents: read
      pages: write
      id-token: write

    jobs:
      publish:
        runs-on: ubuntu-24.04
        container: swift:6.3-noble
        timeout-minutes: 90
        environment:
          name: github-pages
          url: ${{ steps.publish.outputs.page_url }}
        steps:
          - name: Install git and Python
            run: apt-get update -qq && apt-get install -y -qq --no-install-recommends git ca-certificates python3
          - uses: actions/checkout@v5
          - name: Install Lectern
            run: |
              git clone --depth 1 "${{ vars.LECTERN_SOURCE }}" /tmp/lectern
              bash /tmp/lectern/.ci/setup
              bash /tmp/lectern/.ci/install --prefix /usr/local
          - name: Build the book
            # With the rights and limits that book.yml asks for.
            run: lectern build --allow-book .
          - uses: actions/upload-pages-artifact@v4
            with:
              path: output
          - id: publish
            uses: actions/deploy-pages@v4

    """

  static let gitlab = """
    # Builds the book after each push to the main branch and publishes it with GitLab Pages. To be set up once: the variable
    # LECTERN_SOURCE, the address of Lectern's repository.
    pages:
      image: swift:6.3-noble
      timeout: 90 minutes
      rules:
        - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
      script:
        - apt-get update -qq && apt-get install -y -qq --no-install-recommends git ca-certificates python3
        - git clone --depth 1 "$LECTERN_SOURCE" /tmp/lectern
        - bash /tmp/lectern/.ci/setup
        - bash /tmp/lectern/.ci/install --prefix /usr/local
        # With the rights and limits that book.yml asks for.
        - lectern build --allow-book .
        - mv output public
      artifacts:
        paths: [public]

    """
}
