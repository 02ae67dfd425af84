import '../../dist/components/budgea-connect.js';
