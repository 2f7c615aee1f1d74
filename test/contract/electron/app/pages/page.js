globalThis.pageSecret = 'of the page';
document.querySelector('#form')?.addEventListener('submit', (event) => event.preventDefault());
document.documentElement.dataset.ready = 'yes';
