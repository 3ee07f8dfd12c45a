"use strict";
// The addresses of the server. They all lie in a folder whose name is a secret, so nothing that is kept may contain it.
const server = {
  folder: `/${location.pathname.split("/")[1]}/`,
  get page() {
    return decodeURIComponent(location.pathname.slice(this.folder.length));
  },
  address(command, values = {}) {
    const pairs = Object.entries({ page: this.page, ...values });
    const query = pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    return `${this.folder}_lectern/${command}?${query}`;
  }
};
